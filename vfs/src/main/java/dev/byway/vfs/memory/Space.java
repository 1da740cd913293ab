package dev.byway.vfs.memory;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.vfs.FsStat;
import java.util.concurrent.atomic.AtomicLong;

/// What is left of a room's limits. Thread-safe, without locks.
final class Space {
  /// Charged for an inode, and for a name: about what they cost in heap.
  static final int INODE = 512;

  static final int NAME = 512;

  private static final int BLOCK = 4096;

  private final MemoryLimits limits;
  private final AtomicLong freeBytes;
  private final AtomicLong freeFiles;

  Space(MemoryLimits limits) {
    this.limits = limits;
    this.freeBytes = new AtomicLong(limits.bytes());
    this.freeFiles = new AtomicLong(limits.files());
  }

  /// Takes all of it or nothing.
  boolean tryTake(long bytes) {
    return tryTake(freeBytes, bytes);
  }

  /// Bytes that are left at this moment.
  long free() {
    return freeBytes.get();
  }

  void take(long bytes) throws ErrnoException {
    if (!tryTake(bytes)) {
      throw Errno.ENOSPC.exception();
    }
  }

  void giveBack(long bytes) {
    freeBytes.addAndGet(bytes);
  }

  /// Room for one more inode and its first name, with `extra` bytes of its own.
  void takeFile(long extra) throws ErrnoException {
    if (!tryTake(freeFiles, 1)) {
      throw Errno.ENOSPC.exception();
    }
    if (!tryTake(freeBytes, INODE + NAME + extra)) {
      freeFiles.incrementAndGet();
      throw Errno.ENOSPC.exception();
    }
  }

  /// An inode is gone; its names and data are given back apart from it.
  void giveBackFile() {
    freeFiles.incrementAndGet();
    freeBytes.addAndGet(INODE);
  }

  FsStat stat() {
    long bytes = freeBytes.get();
    long files = freeFiles.get();
    return new FsStat(limits.bytes(), bytes, bytes, limits.files(), files, files, BLOCK);
  }

  private static boolean tryTake(AtomicLong free, long amount) {
    long now = free.get();
    while (now >= amount) {
      long witness = free.compareAndExchange(now, now - amount);
      if (witness == now) {
        return true;
      }
      now = witness;
    }
    return false;
  }
}
