package dev.byway.server.nlm4;

import dev.byway.base.Errno;
import dev.byway.wire.nlm4.Nlm4Stats;

/// The one place where an errno becomes an `nlm4_stats`.
final class Nlm4StatsMapping {
  private Nlm4StatsMapping() {}

  static Nlm4Stats of(Errno errno) {
    return switch (errno) {
      case ENOLCK, ENOMEM, EMFILE, ENFILE, ENOSPC -> Nlm4Stats.NLM4_DENIED_NOLOCKS;
      case EAGAIN -> Nlm4Stats.NLM4_DENIED;
      case EDEADLK -> Nlm4Stats.NLM4_DEADLCK;
      case EROFS -> Nlm4Stats.NLM4_ROFS;
      // EBADF: bytes that are no handle of this server
      case ESTALE, EBADF -> Nlm4Stats.NLM4_STALE_FH;
      case EFBIG, EOVERFLOW, EINVAL -> Nlm4Stats.NLM4_FBIG;
      case EPERM,
          ENOENT,
          EINTR,
          EIO,
          ENXIO,
          EACCES,
          EFAULT,
          EBUSY,
          EEXIST,
          EXDEV,
          ENODEV,
          ENOTDIR,
          EISDIR,
          ENOTTY,
          ETXTBSY,
          ESPIPE,
          EMLINK,
          EPIPE,
          ERANGE,
          ENAMETOOLONG,
          ENOSYS,
          ENOTEMPTY,
          ELOOP,
          ENODATA,
          EPROTO,
          EMSGSIZE,
          ENOTSUP,
          EADDRINUSE,
          EADDRNOTAVAIL,
          ENETUNREACH,
          ECONNABORTED,
          ECONNRESET,
          ENOTCONN,
          ETIMEDOUT,
          ECONNREFUSED,
          EHOSTUNREACH,
          EDQUOT,
          ECANCELED ->
          Nlm4Stats.NLM4_FAILED;
    };
  }
}
