# Goes on in the guest while the server is restarted, once the file `ready` is there.
set -e
trap 'echo "FAILED after line $LINENO"' EXIT
mount -i -t nfs -o "$options" 10.0.2.2:/data /mnt
exec 9> /mnt/locked
flock -x 9
exec 5> /mnt/lines
for i in $(seq 300); do
  echo "line $i" >&5
  sync /mnt/lines
  echo "$i" > "/mnt/made$((i % 5))"
  [ "$i" != 20 ] || touch /mnt/ready
done
exec 5>&-
while [ ! -e /mnt/restarted ]; do sleep 1; echo again > /mnt/made0; done
for i in $(seq 300); do echo "line $i"; done | cmp - /mnt/lines
! dmesg | grep -i 'lock reclaim failed'
exec 9>&-
flock -n /mnt/locked true
umount /mnt
trap - EXIT
echo "ok all"
