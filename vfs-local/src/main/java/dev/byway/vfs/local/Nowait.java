package dev.byway.vfs.local;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.vfs.Caller;

/// Whether the file system can read and write without waiting: found out by trying, since kernels
/// differ (in 6.18 ext4 reads so but does not write so).
final class Nowait {
  private volatile boolean reads = true;
  private volatile boolean writes = true;

  boolean reads() {
    return reads;
  }

  boolean writes() {
    return writes;
  }

  /// What a failed read means to the caller; learns from it.
  ErrnoException read(Caller caller, ErrnoException failure) {
    if (caller.nowait() && failure.errno() == Errno.ENOTSUP) {
      reads = false;
      return Errno.EAGAIN.exception();
    }
    return failure;
  }

  /// As [#read], of a write.
  ErrnoException write(Caller caller, ErrnoException failure) {
    if (caller.nowait() && failure.errno() == Errno.ENOTSUP) {
      writes = false;
      return Errno.EAGAIN.exception();
    }
    return failure;
  }
}
