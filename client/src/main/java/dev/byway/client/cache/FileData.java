package dev.byway.client.cache;

import dev.byway.vfs.Attributes;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The data of one file: its pages and its size.
///
/// Readers take no lock: `sequence` is odd while what they may see is being changed, and another
/// number afterwards (a sequence lock). A page that is taken from under a reader is still memory,
// so
/// that it reads nonsense, notices, and reads again. Everything else is under the inode's lock.
final class FileData {
  private static final int TRIES = 4;

  final Inode inode;
  final Cache cache;

  /// Held by whoever changes the file's data, as Linux's inode lock is.
  final ReentrantLock writers = new ReentrantLock();

  /// Something that others wait for has happened: signalled under the inode's lock.
  final Condition changed;

  private final PageTable table;
  private volatile long sequence;
  private int depth;
  private volatile long size;

  /// Moves on when answers to reads under way are not to be taken any more.
  private long epoch;

  /// Open files that are near: while there are any, nothing is cached.
  private volatile int near;

  FileData(Inode inode, Cache cache) {
    this.inode = inode;
    this.cache = cache;
    this.changed = inode.lock.newCondition();
    this.table = new PageTable(this);
  }

  ReentrantLock lock() {
    return inode.lock;
  }

  long size() {
    return size;
  }

  boolean isNear() {
    return near > 0;
  }

  /// Under the lock.
  void nearOpened(int count) {
    near += count;
  }

  /// Under the lock. What readers may see is changed until [#endChange].
  @SuppressWarnings("NonAtomicOperationOnVolatileField") // under the lock
  void beginChange() {
    if (depth++ == 0) {
      sequence++;
      VarHandle.fullFence();
    }
  }

  @SuppressWarnings("NonAtomicOperationOnVolatileField") // under the lock
  void endChange() {
    if (--depth == 0) {
      sequence++;
    }
  }

  /// Copies what is in memory, without a gap, and leaves the buffer's position.
  ///
  /// @return bytes copied; -1 at or after the end of the file
  int copy(ByteBuffer dst, long offset) {
    for (int i = 0; i < TRIES; i++) {
      long before = sequence;
      if ((before & 1) == 0) {
        int count = copyNow(dst, offset);
        VarHandle.loadLoadFence();
        if (sequence == before) {
          return count;
        }
      }
      Thread.onSpinWait();
    }
    inode.lock.lock();
    try {
      return copyNow(dst, offset);
    } finally {
      inode.lock.unlock();
    }
  }

  private int copyNow(ByteBuffer dst, long offset) {
    long left = size - offset;
    if (left <= 0) {
      return -1;
    }
    int want = (int) Math.min(left, dst.remaining());
    int position = dst.position();
    int copied = 0;
    while (copied < want) {
      long at = offset + copied;
      Page page = table.find(at / Page.SIZE);
      if (page == null) {
        break;
      }
      int from = (int) (at % Page.SIZE);
      int count = Math.min(page.valid.endOfRun(from) - from, want - copied);
      if (count <= 0) {
        break;
      }
      page.get(from, dst, position + copied, count);
      copied += count;
    }
    return copied;
  }

  /// Whether all of a range is in memory.
  boolean isThere(long from, long to) {
    for (long at = from; at < to; ) {
      Page page = table.find(at / Page.SIZE);
      int in = (int) (at % Page.SIZE);
      int end = page == null ? in : page.valid.endOfRun(in);
      if (end <= in) {
        return false;
      }
      at += end - in;
    }
    return true;
  }

  // All below is under the lock.

  long epoch() {
    return epoch;
  }

  @Nullable Page find(long index) {
    return table.find(index);
  }

  /// @return null when all pages of the pool are busy
  @Nullable Page findOrMake(long index) {
    Page page = table.find(index);
    if (page == null) {
      page = cache.pool.take(this, index);
      if (page != null) {
        table.add(page);
      }
    }
    return page;
  }

  /// Of an idle page, by whoever takes its memory. Within a change.
  void forget(Page page) {
    table.remove(page);
  }

  boolean isClean() {
    return true;
  }

  int writesInFlight() {
    return 0;
  }

  /// The room's attributes, with what it was not sent yet.
  Attributes merged(Attributes of) {
    return of;
  }

  /// The room below says so.
  void sizeIs(long now) {
    size = now;
  }

  /// Our own write reaches so far.
  void grow(long end) {
    if (end > size) {
      size = end;
    }
  }

  /// Somebody else changed the file: what is not ours goes.
  void invalidate() {
    cache.counters.invalidations.increment();
    dropFrom(0);
  }

  /// The size was set: nothing beyond it is kept.
  void truncate(long to) {
    beginChange();
    try {
      dropFrom(to);
      size = to;
    } finally {
      endChange();
    }
  }

  private void dropFrom(long from) {
    beginChange();
    try {
      epoch++;
      List<Page> idle = new ArrayList<>();
      table.forEach(
          page -> {
            int keep = (int) Math.clamp(from - page.start(), 0, Page.SIZE);
            page.valid = page.valid.minus(keep, Page.SIZE).plus(page.held());
            if (page.valid.isEmpty() && page.isIdle()) {
              idle.add(page);
            }
          });
      for (Page page : idle) {
        table.remove(page);
        cache.pool.give(page);
      }
      changed.signalAll();
    } finally {
      endChange();
    }
  }

  /// Bytes of a range are not known any more.
  void invalidate(long from, long to) {
    beginChange();
    try {
      epoch++;
      for (long index = from / Page.SIZE; index * Page.SIZE < to; index++) {
        Page page = table.find(index);
        if (page != null) {
          int start = (int) Math.max(0, from - page.start());
          int end = (int) Math.min(Page.SIZE, to - page.start());
          page.valid = page.valid.minus(start, end);
        }
      }
    } finally {
      endChange();
    }
  }
}
