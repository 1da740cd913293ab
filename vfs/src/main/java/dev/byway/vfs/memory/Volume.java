package dev.byway.vfs.memory;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.vfs.lock.LockLimits;
import dev.byway.vfs.lock.LockTable;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// What all inodes of one room share.
final class Volume {
  final MemoryLimits limits;
  final Space space;
  final InodeTable inodes = new InodeTable();
  final LockTable locks = new LockTable(LockLimits.DEFAULT);

  /// Data lives as long as the room, so the write verifier does too.
  final long verifier;

  private final LongSupplier clock;
  private volatile boolean closed;

  Volume(MemoryLimits limits, LongSupplier clock) {
    this.limits = limits;
    this.space = new Space(limits);
    this.verifier = inodes.room();
    this.clock = clock;
  }

  long now() {
    return clock.getAsLong();
  }

  boolean isClosed() {
    return closed;
  }

  void close() {
    closed = true;
    locks.close();
  }

  /// Whether a file may have this size.
  void needSize(@Nullable Long size) throws ErrnoException {
    if (size == null) {
      return;
    }
    if (size < 0) {
      throw Errno.EINVAL.exception();
    }
    if (size > limits.fileSize()) {
      throw Errno.EFBIG.exception();
    }
  }
}
