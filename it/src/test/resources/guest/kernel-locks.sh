# Runs in the guest: locks of a Linux 6.12 kernel client on NFSv3 mounts, by the kernel's own lock manager
# and the port mapper and status monitor of Debian. SERVER, PORT, EXPORT and ADDRESS come in front of
# this script. Two mounts share nothing, so their locks meet at the server only.
set -e
PATH=/bin:/sbin
trap 'echo "FAILED after line $LINENO"; dmesg | tail -n 5' EXIT
ip addr flush dev eth0
ip addr add "$ADDRESS/24" dev eth0
rpcbind
rpc.statd --no-notify
options="vers=3,proto=tcp,hard,timeo=600,port=$PORT,mountport=$PORT,mountproto=tcp,addr=$SERVER"
mount -i -t nfs -o "$options" "$SERVER:$EXPORT" /mnt
mount -i -t nfs -o "$options,nosharecache" "$SERVER:$EXPORT" /mnt2
echo hello > /mnt/f
echo "ok mounted twice with locks"

flock -x /mnt/f true
flock -x /mnt/f sleep 6 &
sleep 2
! flock -n -x /mnt2/f true
! flock -n -s /mnt2/f true
flock -n -x /mnt2/other true 2>/dev/null || { : > /mnt/other; flock -n -x /mnt2/other true; }
echo "ok a lock keeps the other mount out"

begun=$(date +%s)
flock -x /mnt2/f true
waited=$(($(date +%s) - begun))
wait
[ "$waited" -lt 20 ] # without the server's call the kernel asks again after 30 seconds
echo "ok a lock that waits is granted, after $waited seconds"

flock -s /mnt/f sleep 4 &
sleep 1
flock -n -s /mnt2/f true
! flock -n -x /mnt2/f true
wait
flock -n -x /mnt2/f true
echo "ok locks are shared"

flock -x /mnt/f sleep 100 &
sleep 1
killall -9 flock sleep
sleep 1
flock -n -x /mnt2/f true
echo "ok the lock of a killed program goes"

umount /mnt2
umount /mnt
trap - EXIT
echo "ok all"
