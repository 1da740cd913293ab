package dev.byway.client.cache;

import dev.byway.base.ErrnoException;
import dev.byway.vfs.Attributes;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The data of one file: its pages and its size.
///
/// Readers take no lock: `sequence` is odd while what they may see is being changed, and another
/// number afterwards (a sequence lock). A page that is taken from under a reader is still memory,
/// so that it reads nonsense, notices, and reads again. Everything else is under the inode's lock.
final class FileData {
  private static final int TRIES = 4;

  final Inode inode;
  final Cache cache;

  /// Held by whoever changes the file's data, as Linux's inode lock is.
  final ReentrantLock writers = new ReentrantLock();

  /// Something that others wait for has happened: signalled under the inode's lock.
  final Condition changed;

  final ErrorSequence errors = new ErrorSequence();
  final Writeback writeback;
  final Flush flush;

  private final PageTable table;
  private volatile long sequence;
  private int depth;

  /// As it is told here: what the room below said last, and our own changes since; -1: not known.
  private volatile long size = -1;

  /// Moves on when answers to reads under way are not to be taken any more.
  private long epoch;

  /// When something was written here last; nanoseconds since 1970.
  private volatile long writtenAt;

  /// How often something was written here.
  private volatile long writes;

  /// Open files that are near: while there are any, nothing is cached.
  private volatile int near;

  FileData(Inode inode, Cache cache) {
    this.inode = inode;
    this.cache = cache;
    this.changed = inode.lock.newCondition();
    this.table = new PageTable(this);
    this.writeback = new Writeback(this);
    this.flush = new Flush(this, writeback);
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

  /// Data was written around the cache and not committed yet: the next commit goes below in any
  /// case.
  volatile boolean nearUnstable;

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

  /// A call to the room below that nothing of ours may overtake.
  interface Call<R> {
    R run() throws ErrnoException;
  }

  /// Makes a call while nobody writes here, and nothing that was written is dirty or on its way.
  ///
  /// @throws ErrnoException as the call; EINTR
  <R> R quietly(Call<R> call) throws ErrnoException {
    writers.lock();
    try {
      boolean held = false;
      while (!held) {
        flush.all(false);
        held = hold();
      }
      try {
        return call.run();
      } finally {
        release();
      }
    } finally {
      writers.unlock();
      flush.closeUnused();
    }
  }

  private boolean hold() {
    lock().lock();
    try {
      if (writeback.isUnsent()) {
        return false;
      }
      writeback.hold();
      return true;
    } finally {
      lock().unlock();
    }
  }

  private void release() {
    lock().lock();
    try {
      writeback.release();
    } finally {
      lock().unlock();
    }
  }

  /// The room below has set the size. May call it, to close what only the data cut off needed.
  void truncated(long to) {
    lock().lock();
    try {
      truncate(to);
    } finally {
      lock().unlock();
    }
    flush.closeUnused();
  }

  /// The room below has made the file longer, if it was shorter.
  void reachesTo(long end) {
    lock().lock();
    try {
      if (size >= 0 && size < end) {
        truncate(end);
      }
    } finally {
      lock().unlock();
    }
  }

  /// The room below has changed data by itself.
  void changedBelow() {
    lock().lock();
    try {
      invalidate();
    } finally {
      lock().unlock();
    }
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

  /// Also without the lock.
  boolean isClean() {
    return writeback.isClean();
  }

  /// Also without the lock.
  int writesInFlight() {
    return writeback.inFlight();
  }

  /// The room's attributes, as far as ours are not newer. Also without the lock.
  Attributes merged(Attributes of) {
    long end = size;
    if (end < 0 || isNear()) {
      return of;
    }
    if (writeback.isUnsent()) {
      long time = Math.max(writtenAt, Math.max(of.mtime(), of.ctime()) + 1);
      long change = (of.change() + writes) ^ 1L << 62; // like no change that the room will tell
      return with(of, end, time, time, change);
    }
    // Answers that crossed may say otherwise, and a room that was started again.
    return end == of.size() ? of : with(of, end, of.mtime(), of.ctime(), of.change());
  }

  private static Attributes with(Attributes of, long size, long mtime, long ctime, long change) {
    return new Attributes(
        of.type(),
        of.mode(),
        of.nlink(),
        of.uid(),
        of.gid(),
        size,
        of.used(),
        of.rdevMajor(),
        of.rdevMinor(),
        of.fsid(),
        of.fileid(),
        of.atime(),
        mtime,
        ctime,
        change);
  }

  /// The room below says so; what it has not on stable storage may reach further.
  void sizeIs(long now) {
    size = writeback.isClean() ? now : Math.max(size, now);
  }

  /// Takes bytes of a buffer from its position, which stays.
  ///
  /// @return bytes taken; fewer when something else must be sent first
  @SuppressWarnings("NonAtomicOperationOnVolatileField") // under the lock
  int put(ByteBuffer src, long offset, int count, Writer writer) {
    beginChange();
    try {
      int taken = writeback.put(src, offset, count, writer);
      if (taken > 0) {
        writtenAt = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
        writes++;
        size = Math.max(size, offset + taken);
      }
      return taken;
    } finally {
      endChange();
    }
  }

  /// Somebody else changed the file: what is not ours goes.
  void invalidate() {
    if (table.size() > 0) {
      cache.counters.invalidations.increment();
    }
    drop(page -> page.valid = page.held());
  }

  /// The size was set: nothing beyond it is kept.
  private void truncate(long to) {
    beginChange();
    try {
      drop(
          page -> {
            int keep = (int) Math.clamp(to - page.start(), 0, Page.SIZE);
            if (keep < Page.SIZE) {
              writeback.cut(page, keep);
              page.valid = page.valid.minus(keep, Page.SIZE).plus(page.held());
            }
          });
      size = to;
    } finally {
      endChange();
    }
  }

  /// Nobody's answer on the way is taken; pages with nothing left go.
  private void drop(Consumer<Page> loss) {
    beginChange();
    try {
      epoch++;
      List<Page> idle = new ArrayList<>();
      table.forEach(
          page -> {
            loss.accept(page);
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
}
