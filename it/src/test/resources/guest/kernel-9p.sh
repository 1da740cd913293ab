# Runs in the guest: what Linux's v9fs does with mounts of Byway over TCP. Prints `ok WHAT` for each
# thing that held; the first that does not ends it. PORT and EXPORT come in front of this script.
set -e
trap 'echo "FAILED after line $LINENO"' EXIT
base="trans=tcp,port=$PORT,version=9p2000.L,aname=$EXPORT,uname=root,msize=131096"
mount -i -t 9p -o "$base,cache=none" 10.0.2.2 /mnt
mount -i -t 9p -o "$base,cache=mmap" 10.0.2.2 /mnt2
echo "ok mounted twice"

mkdir /mnt/tree
for d in $(seq 10); do
  mkdir "/mnt/tree/d$d"
  for f in $(seq 10); do echo "$d $f" > "/mnt/tree/d$d/f$f"; done
done
mkdir -p /mnt/tree/1/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16/17/18
head -c 3000001 /dev/urandom > /tmp/blob
cp /tmp/blob /mnt/tree/1/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16/17/18/blob
cmp /tmp/blob /mnt2/tree/1/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16/17/18/blob
echo "ok built a tree"

cp -a /mnt/tree /mnt2/copy
(cd /mnt/tree && find . -type f -exec sha256sum {} + | sort -k 2) > /tmp/tree.sums
sync
(cd /mnt/copy && find . -type f -exec sha256sum {} + | sort -k 2) > /tmp/copy.sums
[ "$(wc -l < /tmp/tree.sums)" = 101 ]
cmp /tmp/tree.sums /tmp/copy.sums
echo "ok copied with the same checksums"

mv /mnt/copy /mnt/moved
mv /mnt/moved/d1/f1 /mnt/moved/d2/f2
[ "$(cat /mnt/moved/d2/f2)" = "1 1" ]
[ ! -e /mnt/moved/d1/f1 ]
mv /mnt/moved/d3 /mnt/moved/d4/
[ "$(cat /mnt/moved/d4/d3/f7)" = "3 7" ]
echo "ok renamed"

ln /mnt/moved/d5/f1 /mnt/hard
ln -s moved/d5/f1 /mnt/soft
[ "$(stat -c %h /mnt/hard)" = 2 ]
[ "$(cat /mnt/soft)" = "5 1" ]
mkfifo /mnt/fifo
[ -p /mnt/fifo ]
mknod /mnt/zero c 1 5
[ "$(stat -c %t:%T /mnt/zero)" = 1:5 ]
[ "$(dd if=/mnt/zero bs=10 count=1 2>/dev/null | wc -c)" = 10 ] # the guest's own device
chmod 640 /mnt/hard
chown 1000:1001 /mnt/hard
[ "$(stat -c %a:%u:%g /mnt/moved/d5/f1)" = 640:1000:1001 ]
touch -d "2001-02-03 04:05:06" /mnt/hard
[ "$(stat -c %Y /mnt/hard)" = "$(date -d "2001-02-03 04:05:06" +%s)" ]
echo "ok links, nodes, modes, owners and times"

cp /tmp/blob /mnt/short
truncate -s 1000 /mnt/short
head -c 1000 /tmp/blob | cmp - /mnt/short
truncate -s 5000000000 /mnt/short
[ "$(stat -c %s /mnt/short)" = 5000000000 ]
echo "ok truncated, also past 4 GiB"

for m in /mnt /mnt2; do
  : > $m/log
  for i in $(seq 50); do echo "$m $i" >> $m/log; done
  exec 4>> $m/log
  for i in $(seq 50); do echo "$m again $i" >&4; done
  exec 4>&-
  sync
  { for i in $(seq 50); do echo "$m $i"; done; for i in $(seq 50); do echo "$m again $i"; done; } > /tmp/log
  cmp /tmp/log /mnt/log
  rm $m/log
done
echo "ok appended, with and without a cache"

for m in /mnt /mnt2; do
  exec 3> $m/open
  echo before >&3
  rm $m/open
  echo after >&3
  exec 3>&-
  [ ! -e $m/open ]
done
echo "ok wrote to a removed file"

long=$(printf 'n%.0s' $(seq 255))
echo long > "/mnt/$long"
[ "$(cat "/mnt/$long")" = long ]
! touch "/mnt/${long}n" 2>/dev/null
odd=$(printf 'odd-\377\376-\303')
echo odd > "/mnt/$odd"
[ "$(cat "/mnt/$odd")" = odd ]
echo "ok names of 255 bytes and of no encoding"

[ "$(ls -1 /mnt/big | grep -c '^f')" = 20000 ]
[ "$(ls -1 /mnt2/big | sort -u | wc -l)" = 20000 ]
echo "ok listed 20,000 files"

rm -r /mnt/tree /mnt/moved
[ ! -e /mnt/tree ]
umount /mnt2
umount /mnt
mount -i -t 9p -o "$base,cache=loose" 10.0.2.2 /mnt
cp /tmp/blob /mnt/loose
echo 3 > /proc/sys/vm/drop_caches
cmp /tmp/blob /mnt/loose
umount /mnt
mount -i -t 9p -o "trans=tcp,port=$PORT,version=9p2000.u,aname=$EXPORT,uname=root" 10.0.2.2 /mnt
cmp /tmp/blob /mnt/loose
[ "$(ls -1 /mnt/big | grep -c '^f')" = 20000 ]
mkdir /mnt/u && echo u > /mnt/u/f && mv /mnt/u/f /mnt/u/g && [ "$(cat /mnt/u/g)" = u ] && rm -r /mnt/u
umount /mnt
echo "ok 9P2000.u, and cache=loose"
trap - EXIT
echo "ok all"
