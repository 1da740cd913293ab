package dev.byway.server.nfs4;

import dev.byway.base.Errno;
import dev.byway.wire.nfs4.NfsStat4;

/// The one place where an errno becomes an `nfsstat4`.
final class NfsStat4Mapping {
  private NfsStat4Mapping() {}

  static NfsStat4 of(Errno errno) {
    return switch (errno) {
      case EPERM -> NfsStat4.NFS4ERR_PERM;
      case ENOENT -> NfsStat4.NFS4ERR_NOENT;
      case ENXIO, ENODEV -> NfsStat4.NFS4ERR_NXIO;
      // Bytes that are no handle, for FileHandles; an open file was closed under our hands, and its
      // stateid with it, for all others, which say so themselves.
      case EBADF -> NfsStat4.NFS4ERR_BADHANDLE;
      // EBUSY: something is mounted there. It will not pass.
      case EACCES, ETXTBSY, EBUSY -> NfsStat4.NFS4ERR_ACCESS;
      case EEXIST -> NfsStat4.NFS4ERR_EXIST;
      case EXDEV -> NfsStat4.NFS4ERR_XDEV;
      case ENOTDIR -> NfsStat4.NFS4ERR_NOTDIR;
      case EISDIR -> NfsStat4.NFS4ERR_ISDIR;
      case EINVAL, ELOOP, EMSGSIZE -> NfsStat4.NFS4ERR_INVAL;
      case EFBIG, EOVERFLOW -> NfsStat4.NFS4ERR_FBIG;
      case ENOSPC -> NfsStat4.NFS4ERR_NOSPC;
      case EROFS -> NfsStat4.NFS4ERR_ROFS;
      case EMLINK -> NfsStat4.NFS4ERR_MLINK;
      case ENAMETOOLONG -> NfsStat4.NFS4ERR_NAMETOOLONG;
      case ENOTEMPTY -> NfsStat4.NFS4ERR_NOTEMPTY;
      case EDQUOT -> NfsStat4.NFS4ERR_DQUOT;
      case ESTALE -> NfsStat4.NFS4ERR_STALE;
      case ENOSYS, ENOTSUP -> NfsStat4.NFS4ERR_NOTSUPP;
      case EDEADLK -> NfsStat4.NFS4ERR_DEADLOCK;
      case ENODATA -> NfsStat4.NFS4ERR_NOXATTR;
      case ERANGE -> NfsStat4.NFS4ERR_XATTR2BIG;
      case ENOLCK -> NfsStat4.NFS4ERR_RESOURCE;
      // It will pass: the client waits and asks again.
      case EAGAIN, EINTR, ENOMEM, EMFILE, ENFILE, ETIMEDOUT, ECANCELED -> NfsStat4.NFS4ERR_DELAY;
      case EFAULT, EPROTO -> NfsStat4.NFS4ERR_SERVERFAULT;
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
          NfsStat4.NFS4ERR_IO;
    };
  }
}
