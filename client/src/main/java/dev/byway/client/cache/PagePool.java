package dev.byway.client.cache;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/// The memory of all pages: taken from the system four mebibytes at a time as it is needed, up to a
/// limit, and given back when the pool is unreachable. A page that is wanted when all are taken is
/// found by a hand that goes round and takes those that were not used since it last came by. Pages
/// taken one after the other mostly lie so in memory, and can be one request's buffer.
final class PagePool {
  private static final int SLAB_PAGES = (4 << 20) / Page.SIZE;

  /// Pages taken at once from a file whose lock is held anyway.
  private static final int BATCH = 32;

  /// How long somebody waits at most before looking again for something to do.
  private static final int MOMENT_MILLIS = 20;

  private final int capacity;
  private final int dirtyMost;
  private final ByteBuffer[] slabs;
  private final AtomicReferenceArray<@Nullable Page> inUse;
  private final AtomicInteger hand = new AtomicInteger();
  private final AtomicInteger dirty = new AtomicInteger();
  private final Counters counters;

  private final int[] free;
  private int freeCount;
  private int fresh;
  private volatile int waiting;

  PagePool(long bytes, long dirtyBytes, Counters counters) {
    this.capacity = (int) (bytes / Page.SIZE);
    this.dirtyMost = (int) Math.max(1, dirtyBytes / Page.SIZE);
    this.slabs = new ByteBuffer[(capacity + SLAB_PAGES - 1) / SLAB_PAGES];
    this.inUse = new AtomicReferenceArray<>(capacity);
    this.free = new int[capacity];
    this.counters = counters;
  }

  int capacity() {
    return capacity;
  }

  synchronized int used() {
    return fresh - freeCount;
  }

  /// Pages that hold what the room below has not on stable storage.
  int dirty() {
    return dirty.get();
  }

  void dirtied() {
    dirty.incrementAndGet();
  }

  void cleaned() {
    dirty.decrementAndGet();
    if (waiting > 0) {
      wakeAll();
    }
  }

  private synchronized void wakeAll() {
    notifyAll();
  }

  /// Waits until a page was cleaned, or a moment.
  ///
  /// @throws ErrnoException EINTR
  @SuppressWarnings({"WaitNotInLoop", "NonAtomicOperationOnVolatileField"}) // the caller looks
  synchronized void awaitCleaned() throws ErrnoException {
    waiting++;
    try {
      wait(MOMENT_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Errno.EINTR.exception();
    } finally {
      waiting--;
    }
  }

  boolean isTooDirty() {
    return dirty.get() >= dirtyMost;
  }

  /// More than half of what may be: time to write behind.
  boolean isRatherDirty() {
    return dirty.get() >= dirtyMost / 2;
  }

  /// A page with nothing valid in it. The owner's lock is held; pages of the owner that are idle
  /// may go.
  ///
  /// @return null when all pages are busy
  @Nullable Page take(FileData owner, long index) {
    int slot = takeFree();
    if (slot < 0) {
      slot = sweep();
      if (slot < 0) {
        return null;
      }
    }
    Page page =
        new Page(owner, index, slot, slabs[slot / SLAB_PAGES], slot % SLAB_PAGES * Page.SIZE);
    inUse.set(slot, page);
    return page;
  }

  /// The owner has forgotten it, under its lock.
  void give(Page page) {
    inUse.set(page.slot, null);
    giveFree(page.slot);
  }

  private synchronized int takeFree() {
    if (freeCount > 0) {
      return free[--freeCount];
    }
    if (fresh == capacity) {
      return -1;
    }
    if (fresh % SLAB_PAGES == 0) {
      int pages = Math.min(SLAB_PAGES, capacity - fresh);
      slabs[fresh / SLAB_PAGES] = ByteBuffer.allocateDirect(pages * Page.SIZE);
    }
    return fresh++;
  }

  private synchronized void giveFree(int slot) {
    free[freeCount++] = slot;
  }

  /// The first of them is the next to be taken.
  private synchronized void giveFree(int[] slots, int count) {
    for (int i = count - 1; i >= 0; i--) {
      free[freeCount++] = slots[i];
    }
  }

  private int sweep() {
    for (int step = 0; step < 2 * capacity; step++) {
      Page page = inUse.get(next());
      if (page == null) {
        continue;
      }
      if (page.referenced) {
        page.referenced = false;
      } else if (page.owner.lock().tryLock()) {
        try {
          int slot = evictFrom(page);
          if (slot >= 0) {
            return slot;
          }
        } finally {
          page.owner.lock().unlock();
        }
      }
    }
    return takeFree();
  }

  private int next() {
    return Math.floorMod(hand.getAndIncrement(), capacity);
  }

  /// Takes this page, and the next ones of the same file with it.
  private int evictFrom(Page first) {
    FileData owner = first.owner;
    owner.beginChange();
    try {
      if (!evict(first)) {
        return -1;
      }
      int[] slots = new int[BATCH];
      int count = 0;
      for (int i = 0; i < BATCH; i++) {
        Page page = inUse.get(next());
        if (page == null || page.owner != owner) {
          break;
        }
        if (page.referenced) {
          page.referenced = false;
        } else if (evict(page)) {
          slots[count++] = page.slot;
        }
      }
      giveFree(slots, count);
      return first.slot;
    } finally {
      owner.endChange();
    }
  }

  private boolean evict(Page page) {
    if (inUse.get(page.slot) != page || !page.isIdle()) {
      return false;
    }
    page.owner.forget(page);
    inUse.set(page.slot, null);
    counters.evictions.increment();
    return true;
  }
}
