package dev.byway.client.nfs3;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.wire.nfs3.NfsStat3;

/// What a status of the server is to a caller: the one place where the client says so.
public final class NfsStat3Errno {
  private NfsStat3Errno() {}

  public static Errno of(NfsStat3 status) {
    return switch (status) {
      case NFS3_OK -> throw new IllegalArgumentException("not an error");
      case NFS3ERR_PERM -> Errno.EPERM;
      case NFS3ERR_NOENT -> Errno.ENOENT;
      case NFS3ERR_IO, NFS3ERR_SERVERFAULT -> Errno.EIO;
      case NFS3ERR_NXIO -> Errno.ENXIO;
      case NFS3ERR_ACCES -> Errno.EACCES;
      case NFS3ERR_EXIST -> Errno.EEXIST;
      case NFS3ERR_XDEV, NFS3ERR_REMOTE -> Errno.EXDEV;
      case NFS3ERR_NODEV -> Errno.ENODEV;
      case NFS3ERR_NOTDIR -> Errno.ENOTDIR;
      case NFS3ERR_ISDIR -> Errno.EISDIR;
      case NFS3ERR_INVAL, NFS3ERR_BADTYPE, NFS3ERR_BAD_COOKIE, NFS3ERR_TOOSMALL -> Errno.EINVAL;
      case NFS3ERR_FBIG -> Errno.EFBIG;
      case NFS3ERR_NOSPC -> Errno.ENOSPC;
      case NFS3ERR_ROFS -> Errno.EROFS;
      case NFS3ERR_MLINK -> Errno.EMLINK;
      case NFS3ERR_NAMETOOLONG -> Errno.ENAMETOOLONG;
      case NFS3ERR_NOTEMPTY -> Errno.ENOTEMPTY;
      case NFS3ERR_DQUOT -> Errno.EDQUOT;
      case NFS3ERR_STALE -> Errno.ESTALE;
      case NFS3ERR_BADHANDLE -> Errno.EBADF;
      case NFS3ERR_NOT_SYNC -> Errno.ECANCELED;
      case NFS3ERR_NOTSUPP -> Errno.ENOTSUP;
      case NFS3ERR_JUKEBOX -> Errno.EAGAIN;
    };
  }

  static ErrnoException exception(NfsStat3 status) {
    return of(status).exception();
  }
}
