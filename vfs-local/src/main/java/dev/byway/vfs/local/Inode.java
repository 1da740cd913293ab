package dev.byway.vfs.local;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.linux.Fd;
import dev.byway.linux.Statx;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A file in memory: its identity and a descriptor that holds it, so that its inode number means no
/// other file meanwhile. Kept by the [InodeTable], used between acquire and release.
final class Inode {
  final LocalNode node;
  final long ino;

  /// The type bits of a mode.
  final int type;

  /// Nanoseconds, to tell it from a file that had the same number.
  final long btime;

  private final Fd pin;

  /// Used since the table last looked.
  private boolean referenced = true;

  /// Open files of it; guarded by the table.
  int opens;

  /// What its change attribute is ahead of its ctime: see [Tree#changed].
  volatile long ahead;

  /// The ctime at which it had no ACL.
  volatile long plainAt = Long.MIN_VALUE;

  /// Where it was seen last.
  @Nullable Place place;

  /// A name in a directory.
  record Place(long directory, byte[] name) {
    boolean is(long otherDirectory, byte[] otherName) {
      return directory == otherDirectory && Arrays.equals(name, otherName);
    }
  }

  Inode(LocalNode node, int type, long btime, int fd) {
    this.node = node;
    this.ino = node.ino;
    this.type = type;
    this.btime = btime;
    this.pin = new Fd(fd);
  }

  /// @return false when the table has dropped it
  boolean tryAcquire() {
    if (!pin.tryAcquire()) {
      return false;
    }
    if (!referenced) {
      referenced = true;
    }
    return true;
  }

  void release() {
    pin.release();
  }

  /// Ends it when the last use is over. By the table only.
  void drop() {
    pin.close();
  }

  boolean isDropped() {
    return pin.isClosed();
  }

  /// Whether it was used since the last time this was asked.
  boolean wasReferenced() {
    boolean was = referenced;
    referenced = false;
    return was;
  }

  /// The descriptor: good for `*at` calls, statx and re-opening, not for data.
  int fd() {
    return pin.number();
  }

  boolean isDirectory() {
    return type == Statx.S_IFDIR;
  }

  void requireDirectory() throws ErrnoException {
    if (!isDirectory()) {
      throw Errno.ENOTDIR.exception();
    }
  }

  /// @throws ErrnoException EISDIR a directory; EINVAL anything else that holds no data
  void requireRegular() throws ErrnoException {
    if (isDirectory()) {
      throw Errno.EISDIR.exception();
    }
    if (type != Statx.S_IFREG) {
      throw Errno.EINVAL.exception();
    }
  }
}
