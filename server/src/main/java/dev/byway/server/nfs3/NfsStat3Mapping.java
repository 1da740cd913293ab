package dev.byway.server.nfs3;

import dev.byway.base.Errno;
import dev.byway.wire.nfs3.NfsStat3;

/// The one place where an errno becomes an `nfsstat3`.
final class NfsStat3Mapping {
  private NfsStat3Mapping() {}

  static NfsStat3 of(Errno errno) {
    return switch (errno) {
      case EPERM -> NfsStat3.NFS3ERR_PERM;
      case ENOENT -> NfsStat3.NFS3ERR_NOENT;
      case ENXIO -> NfsStat3.NFS3ERR_NXIO;
      // Only FileHandles says so: bytes that are no handle of this server.
      case EBADF -> NfsStat3.NFS3ERR_BADHANDLE;
      // EBUSY: something is mounted there. No status says so, and it will not pass.
      case EACCES, ETXTBSY, EBUSY -> NfsStat3.NFS3ERR_ACCES;
      case EEXIST -> NfsStat3.NFS3ERR_EXIST;
      case EXDEV -> NfsStat3.NFS3ERR_XDEV;
      case ENODEV -> NfsStat3.NFS3ERR_NODEV;
      case ENOTDIR -> NfsStat3.NFS3ERR_NOTDIR;
      case EISDIR -> NfsStat3.NFS3ERR_ISDIR;
      case EINVAL, ELOOP, EMSGSIZE -> NfsStat3.NFS3ERR_INVAL;
      case EFBIG, EOVERFLOW -> NfsStat3.NFS3ERR_FBIG;
      case ENOSPC -> NfsStat3.NFS3ERR_NOSPC;
      case EROFS -> NfsStat3.NFS3ERR_ROFS;
      case EMLINK -> NfsStat3.NFS3ERR_MLINK;
      case ENAMETOOLONG -> NfsStat3.NFS3ERR_NAMETOOLONG;
      case ENOTEMPTY -> NfsStat3.NFS3ERR_NOTEMPTY;
      case EDQUOT -> NfsStat3.NFS3ERR_DQUOT;
      case ESTALE -> NfsStat3.NFS3ERR_STALE;
      case ENOSYS, ENOTSUP -> NfsStat3.NFS3ERR_NOTSUPP;
      // sattrguard3, §3.3.2.
      case ECANCELED -> NfsStat3.NFS3ERR_NOT_SYNC;
      // It will pass: the client waits and asks again.
      case EAGAIN, EINTR, ENOMEM, EMFILE, ENFILE, ENOLCK, EDEADLK, ETIMEDOUT ->
          NfsStat3.NFS3ERR_JUKEBOX;
      case EFAULT, ENODATA, EPROTO, ERANGE -> NfsStat3.NFS3ERR_SERVERFAULT;
      // What a room that is itself on a network says when that is gone, and plain failures.
      case EIO,
          ENOTTY,
          ESPIPE,
          EPIPE,
          EADDRINUSE,
          EADDRNOTAVAIL,
          ENETUNREACH,
          ECONNABORTED,
          ECONNRESET,
          ENOTCONN,
          ECONNREFUSED,
          EHOSTUNREACH ->
          NfsStat3.NFS3ERR_IO;
    };
  }
}
