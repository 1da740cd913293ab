package dev.byway.wire.nfs3;

import dev.byway.wire.WireException;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrWriter;

/// `nfsstat3`, RFC 1813 §2.6.
public enum NfsStat3 {
  NFS3_OK(0),
  /// Not owner.
  NFS3ERR_PERM(1),
  /// No such file or directory.
  NFS3ERR_NOENT(2),
  NFS3ERR_IO(5),
  /// No such device or address.
  NFS3ERR_NXIO(6),
  /// Permission denied.
  NFS3ERR_ACCES(13),
  NFS3ERR_EXIST(17),
  /// A hard link across devices.
  NFS3ERR_XDEV(18),
  NFS3ERR_NODEV(19),
  NFS3ERR_NOTDIR(20),
  NFS3ERR_ISDIR(21),
  NFS3ERR_INVAL(22),
  NFS3ERR_FBIG(27),
  NFS3ERR_NOSPC(28),
  NFS3ERR_ROFS(30),
  NFS3ERR_MLINK(31),
  NFS3ERR_NAMETOOLONG(63),
  NFS3ERR_NOTEMPTY(66),
  NFS3ERR_DQUOT(69),
  /// The file handle's file is gone, or access to it was taken away.
  NFS3ERR_STALE(70),
  /// More than one level of remote in the path.
  NFS3ERR_REMOTE(71),
  /// The file handle failed the server's checks.
  NFS3ERR_BADHANDLE(10001),
  /// The guard of SETATTR did not match.
  NFS3ERR_NOT_SYNC(10002),
  NFS3ERR_BAD_COOKIE(10003),
  NFS3ERR_NOTSUPP(10004),
  /// Buffer or request is too small.
  NFS3ERR_TOOSMALL(10005),
  NFS3ERR_SERVERFAULT(10006),
  /// CREATE or MKNOD of a type that the server does not make.
  NFS3ERR_BADTYPE(10007),
  /// The server works on it: try again later with another xid.
  NFS3ERR_JUKEBOX(10008);

  private static final NfsStat3[] VALUES = values();

  private final int value;

  NfsStat3(int value) {
    this.value = value;
  }

  /// The number on the wire.
  public int value() {
    return value;
  }

  public void encode(XdrWriter writer) {
    writer.int32(value);
  }

  /// @throws WireException a number that RFC 1813 does not have
  public static NfsStat3 decode(XdrReader reader) throws WireException {
    int value = reader.int32();
    if (value == 0) {
      return NFS3_OK;
    }
    for (NfsStat3 stat : VALUES) {
      if (stat.value == value) {
        return stat;
      }
    }
    throw new WireException("nfsstat3 " + value);
  }
}
