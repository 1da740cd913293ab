# Runs in the guest: what a Linux 6.12 kernel client does with an NFS mount. Prints `ok WHAT` for each
# thing that held; the first that does not ends it. In front of this script come EXPORT, the mount's
# options, and how many files there are in `big`.
set -e
trap 'echo "FAILED after line $LINENO"' EXIT
mount -i -t nfs -o "$options" "10.0.2.2:$EXPORT" /mnt
mount -i -t nfs -o "$options,nosharecache" "10.0.2.2:$EXPORT" /mnt2
echo "ok mounted twice"

# A tree: 20 folders of 20 files, each of its own content, on a path 12 deep as well.
mkdir /mnt/tree
for d in $(seq 20); do
  mkdir "/mnt/tree/d$d"
  for f in $(seq 20); do echo "$d $f" > "/mnt/tree/d$d/f$f"; done
done
mkdir -p /mnt/tree/1/2/3/4/5/6/7/8/9/10/11/12
head -c 3000001 /dev/urandom > /tmp/blob
cp /tmp/blob /mnt/tree/1/2/3/4/5/6/7/8/9/10/11/12/blob
echo "ok built a tree"

echo 3 > /proc/sys/vm/drop_caches
cmp /tmp/blob /mnt2/tree/1/2/3/4/5/6/7/8/9/10/11/12/blob
cp -a /mnt2/tree /mnt2/copy
(cd /mnt/tree && find . -type f -exec sha256sum {} + | sort -k 2) > /tmp/tree.sums
echo 3 > /proc/sys/vm/drop_caches
(cd /mnt/copy && find . -type f -exec sha256sum {} + | sort -k 2) > /tmp/copy.sums
[ "$(wc -l < /tmp/tree.sums)" = 401 ]
cmp /tmp/tree.sums /tmp/copy.sums
echo "ok copied with the same checksums"

mv /mnt/copy /mnt/moved
[ ! -e /mnt2/copy ] || { sleep 61; [ ! -e /mnt2/copy ]; } # the other mount may know the name for acdirmax
mv /mnt/moved/d1/f1 /mnt/moved/d2/f2
[ "$(cat /mnt2/moved/d2/f2)" = "1 1" ]
[ ! -e /mnt/moved/d1/f1 ]
mv /mnt/moved/d3 /mnt/moved/d4/
[ "$(cat /mnt2/moved/d4/d3/f7)" = "3 7" ]
echo "ok renamed"

ln /mnt/moved/d5/f1 /mnt/hard
ln -s moved/d5/f1 /mnt/soft
[ "$(stat -c %h /mnt/hard)" = 2 ]
[ "$(cat /mnt2/soft)" = "5 1" ]
mkfifo /mnt/fifo
[ -p /mnt2/fifo ]
mknod /mnt/zero c 1 5
[ "$(stat -c %t:%T /mnt2/zero)" = 1:5 ]
chmod 640 /mnt/hard
chown 1000:1001 /mnt/hard
[ "$(stat -c %a:%u:%g /mnt/moved/d5/f1)" = 640:1000:1001 ]
touch -d "2001-02-03 04:05:06" /mnt/hard
[ "$(stat -c %Y /mnt2/hard)" = "$(date -d "2001-02-03 04:05:06" +%s)" ]
echo "ok links, nodes, modes, owners and times"

cp /tmp/blob /mnt/short
truncate -s 1000 /mnt/short
head -c 1000 /tmp/blob | cmp - /mnt2/short
truncate -s 5000000000 /mnt/short
: < /mnt2/short # opening it asks the server
[ "$(stat -c %s /mnt2/short)" = 5000000000 ]
[ "$(dd if=/mnt2/short bs=1000 skip=4999999 count=1 2>/dev/null | tr -d '\000' | wc -c)" = 0 ]
echo "ok truncated, also past 4 GiB"

: > /mnt/log
for i in $(seq 100); do
  echo "one $i" >> /mnt/log
  echo "two $i" >> /mnt2/log
done
[ "$(wc -l < /mnt/log)" = 200 ]
for i in $(seq 100); do echo "one $i"; echo "two $i"; done | cmp - /mnt2/log
echo "ok appended from two mounts"

exec 3> /mnt/open
echo before >&3
rm /mnt/open
echo after >&3
exec 3>&-
[ ! -e /mnt/open ]
echo "ok wrote to a removed file"

long=$(printf 'n%.0s' $(seq 255))
echo long > "/mnt/$long"
[ "$(cat "/mnt2/$long")" = long ]
! touch "/mnt/${long}n" 2>/dev/null
odd=$(printf 'odd-\377\376-\303')
echo odd > "/mnt/$odd"
[ "$(cat "/mnt2/$odd")" = odd ]
echo "ok names of 255 bytes and of no encoding"

[ "$(ls -1 /mnt/big | grep -c '^f')" = "$files" ]
[ "$(ls -1 /mnt2/big | sort -u | wc -l)" = "$files" ]
echo "ok listed $files files"

rm -r /mnt/tree /mnt/moved
[ ! -e /mnt/tree ]
umount /mnt2
umount /mnt
trap - EXIT
echo "ok all"
