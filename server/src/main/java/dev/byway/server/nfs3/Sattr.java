package dev.byway.server.nfs3;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.vfs.SetAttributes;
import dev.byway.vfs.SetAttributes.SetTime;
import dev.byway.wire.nfs3.Sattr3;
import dev.byway.wire.nfs3.SetTime3;
import org.jspecify.annotations.Nullable;

/// From `sattr3` to what a room sets.
final class Sattr {
  /// Permission bits, set-id, set-gid, sticky: clients send the type along, which says nothing.
  private static final int MODE = 07777;

  private Sattr() {}

  /// @throws ErrnoException EFBIG a size beyond 2⁶³; EINVAL a time that is none
  static SetAttributes of(Sattr3 sattr) throws ErrnoException {
    Long size = sattr.size();
    if (size != null && size < 0) {
      throw Errno.EFBIG.exception();
    }
    Integer mode = sattr.mode();
    return new SetAttributes(
        mode == null ? null : (Integer) (mode & MODE),
        sattr.uid(),
        sattr.gid(),
        size,
        time(sattr.atime()),
        time(sattr.mtime()));
  }

  private static @Nullable SetTime time(SetTime3 time) throws ErrnoException {
    return switch (time) {
      case SetTime3.DontChange unchanged -> null;
      case SetTime3.ServerTime now -> SetTime.NOW;
      case SetTime3.ClientTime given -> {
        if (!given.time().isValid()) {
          throw Errno.EINVAL.exception();
        }
        yield new SetTime.At(given.time().toNanos());
      }
    };
  }
}
