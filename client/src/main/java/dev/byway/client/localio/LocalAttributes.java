package dev.byway.client.localio;

import dev.byway.base.ErrnoException;
import dev.byway.linux.Statx;
import dev.byway.vfs.Attributes;
import org.jspecify.annotations.Nullable;

/// Attributes of a file taken from its descriptor, told as the server would. That works once it is
/// seen that both agree: in a user namespace of ours the ids may be others, and a server may number
/// files its own way.
final class LocalAttributes {
  private volatile @Nullable Attributes agreed;

  /// @return null when it is not known whether this is what the server would say
  @Nullable Attributes of(int fd) throws ErrnoException {
    Attributes base = agreed;
    return base == null ? null : local(base, Statx.of(fd, Statx.BASIC_STATS));
  }

  /// Compares what the server says with the descriptor.
  ///
  /// @return `wire`
  Attributes learn(int fd, Attributes wire) throws ErrnoException {
    Statx statx = Statx.of(fd, Statx.BASIC_STATS);
    boolean same =
        statx.uid() == wire.uid()
            && statx.gid() == wire.gid()
            && statx.ino() == wire.fileid()
            && (statx.mode() & 07777) == wire.mode()
            && wire.change() == wire.ctime();
    if (same) {
      agreed = wire;
    }
    return wire;
  }

  private static Attributes local(Attributes base, Statx statx) {
    long ctime = Attributes.time(statx.ctimeSeconds(), statx.ctimeNanos());
    return new Attributes(
        base.type(),
        statx.mode() & 07777,
        statx.nlink(),
        statx.uid(),
        statx.gid(),
        statx.size(),
        statx.blocks() * 512,
        base.rdevMajor(),
        base.rdevMinor(),
        base.fsid(),
        base.fileid(),
        Attributes.time(statx.atimeSeconds(), statx.atimeNanos()),
        Attributes.time(statx.mtimeSeconds(), statx.mtimeNanos()),
        ctime,
        ctime);
  }
}
