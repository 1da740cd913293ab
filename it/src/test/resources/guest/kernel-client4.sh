# Goes on after kernel-client.sh in the guest: what only NFSv4 has. PORT and the server's address are in
# `options4`, everything but the version.
set -e
trap 'echo "FAILED after line $LINENO of NFSv4"' EXIT

for version in 4.1 4.2; do
  mount -i -t nfs -o "vers=$version,$options4" 10.0.2.2:/ /mnt
  grep -q " /mnt nfs4 .*vers=$version," /proc/mounts
  [ "$(ls /mnt)" = data ]
  echo "kept $version" > /mnt/data/kept
  [ "$(cat /mnt/data/kept)" = "kept $version" ]
  ! mkdir /mnt/no 2>/dev/null
  [ "$(ls -1 /mnt/data/big | wc -l)" = "$files" ]
  umount /mnt/data 2>/dev/null || true
  umount /mnt
  echo "ok walked from the pseudo root by $version"
done

mount -i -t nfs -o "vers=4.2,$options4" 10.0.2.2:/data /mnt
mount -i -t nfs -o "vers=4.2,$options4,nosharecache" 10.0.2.2:/data /mnt2

rm -f /mnt/order
: > /mnt/locked
exec 9> /mnt/locked
flock -x 9
! flock -n /mnt2/locked true
exec 9>&-
flock -n /mnt2/locked true
(flock -x 8; echo first >> /mnt/order; sleep 2; echo second >> /mnt/order) 8> /mnt/locked &
sleep 1
flock -x /mnt2/locked sh -c 'echo third >> /mnt2/order'
wait
[ "$(tr '\n' ' ' < /mnt/order)" = "first second third " ]
echo "ok locks, also waited for"

fallocate -l 3000000 /mnt/space
[ "$(stat -c %s /mnt2/space)" = 3000000 ]
[ "$(tr -d '\000' < /mnt2/space | wc -c)" = 0 ]
truncate -s 8388608 /mnt/holes
echo end >> /mnt/holes
[ "$(tail -n 1 /mnt2/holes | tr -d '\000')" = end ]
cp /mnt/holes /mnt/holes.copy
cmp /mnt/holes /mnt2/holes.copy
echo "ok allocated, holes, copied"

umask 077
echo private > /mnt/private
[ "$(stat -c %a /mnt2/private)" = 600 ]
umask 022
set -C
! echo again > /mnt/private 2>/dev/null
set +C
chmod 4755 /mnt/private
: < /mnt2/private
[ "$(stat -c %a /mnt2/private)" = 4755 ]
echo "ok modes at creation, exclusive creation"

[ "$(df -k /mnt | tail -n 1 | awk '{print ($2 > 1000)}')" = 1 ]
rm -rf /mnt/private /mnt/holes /mnt/holes.copy /mnt/space /mnt/order /mnt/locked
umount /mnt2
umount /mnt
trap - EXIT
echo "ok version 4"
