package dev.byway.vfs.memory;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/// The data of one file: pages of at most 64 KiB, found by their index in an open-addressing hash
/// table, so that any offset costs the same and holes cost nothing. A page that ends the file is
/// only as long as it must be. Bytes past the file's end are always zero.
///
/// Not thread-safe: guarded by the inode's lock.
final class Pages {
  private static final int SHIFT = 16;
  private static final int PAGE = 1 << SHIFT;
  private static final int MASK = PAGE - 1;
  private static final int SMALLEST = 512;

  /// Charged for a page besides its bytes: its slots in the table and its array's header.
  private static final int OVERHEAD = 64;

  private static final byte[] ZEROS = new byte[PAGE];

  private final Space space;
  private long[] indexes = new long[1];
  private byte[] @Nullable [] pages = new byte[1][];
  private int count;
  private long used;

  Pages(Space space) {
    this.space = space;
  }

  /// Bytes of heap that the data takes.
  long used() {
    return used;
  }

  /// Copies to the buffer, moving its position; holes are zeros.
  void read(ByteBuffer dst, long offset, int length) {
    int done = 0;
    while (done < length) {
      long at = offset + done;
      int from = (int) at & MASK;
      int n = Math.min(length - done, PAGE - from);
      byte[] page = pages[slot(at >>> SHIFT)];
      int present = page == null ? 0 : Math.clamp(page.length - from, 0, n);
      if (present > 0) {
        dst.put(page, from, present);
      }
      dst.put(ZEROS, 0, n - present);
      done += n;
    }
  }

  /// Copies from the buffer, moving its position.
  ///
  /// @return bytes written: fewer than asked when the space runs out
  int write(ByteBuffer src, long offset, int length) {
    int done = 0;
    while (done < length) {
      long at = offset + done;
      int from = (int) at & MASK;
      int n = Math.min(length - done, PAGE - from);
      byte[] page = page(at >>> SHIFT, from + n);
      if (page == null) {
        break;
      }
      src.get(page, from, n);
      done += n;
    }
    return done;
  }

  /// Has a page wherever the range is.
  ///
  /// @return false when there is no space; some pages may be there now
  boolean allocate(long offset, long length) {
    if (length > space.free()) {
      return false;
    }
    for (long at = offset; at < offset + length; at = (at | MASK) + 1) {
      int need = (int) Math.min(PAGE, offset + length - (at & ~(long) MASK));
      if (page(at >>> SHIFT, need) == null) {
        return false;
      }
    }
    return true;
  }

  /// Zeroes what is in the range, and drops pages that are in it as a whole.
  void punch(long from, long to) {
    for (int i = 0; i < pages.length; i++) {
      byte[] page = pages[i];
      if (page != null) {
        long start = indexes[i] << SHIFT;
        int first = (int) Math.clamp(from - start, 0L, (long) page.length);
        int end = (int) Math.clamp(to - start, 0L, (long) page.length);
        if (first < end) {
          Arrays.fill(page, first, end, (byte) 0);
        }
      }
    }
    drop(index -> index << SHIFT >= from && to - (index << SHIFT) >= PAGE);
  }

  /// The first offset from here on where there is a page; [Long#MAX_VALUE] when there is none.
  long nextData(long offset) {
    long index = offset >>> SHIFT;
    byte[] page = pages[slot(index)];
    if (page != null && page.length > ((int) offset & MASK)) {
      return offset;
    }
    long next = Long.MAX_VALUE;
    for (int i = 0; i < pages.length; i++) {
      if (pages[i] != null && indexes[i] > index) {
        next = Math.min(next, indexes[i] << SHIFT);
      }
    }
    return next;
  }

  /// The first offset from here on that no page has.
  long nextHole(long offset) {
    long at = offset;
    while (true) {
      byte[] page = pages[slot(at >>> SHIFT)];
      long end = (at & ~(long) MASK) + (page == null ? 0 : page.length);
      if (end <= at) {
        return at;
      }
      at = end;
    }
  }

  /// Drops what lies at `size` and beyond.
  void truncate(long size) {
    int tail = (int) size & MASK;
    long last = size >>> SHIFT;
    if (tail != 0) {
      byte[] page = pages[slot(last)];
      if (page != null && page.length > tail) {
        Arrays.fill(page, tail, page.length, (byte) 0);
      }
      last++;
    }
    dropFrom(last);
  }

  private void dropFrom(long first) {
    drop(index -> index >= first);
  }

  private void drop(LongPredicate which) {
    int kept = 0;
    long dropped = 0;
    for (int i = 0; i < pages.length; i++) {
      byte[] page = pages[i];
      if (page != null && which.test(indexes[i])) {
        dropped += page.length + OVERHEAD;
        pages[i] = null;
      } else if (page != null) {
        kept++;
      }
    }
    if (dropped > 0) {
      count = kept;
      rebuild(tableFor(kept));
      used -= dropped;
      space.giveBack(dropped);
    }
  }

  /// The page with at least its first `need` bytes there; null when there is no space for it.
  private byte @Nullable [] page(long index, int need) {
    int slot = slot(index);
    byte[] old = pages[slot];
    if (old != null && old.length >= need) {
      return old;
    }
    int length = lengthFor(index, need);
    long cost = old == null ? length + OVERHEAD : length - old.length;
    if (!space.tryTake(cost)) {
      return null;
    }
    used += cost;
    byte[] page = old == null ? new byte[length] : Arrays.copyOf(old, length);
    pages[slot] = page;
    if (old == null) {
      indexes[slot] = index;
      count++;
      if (tableFor(count) > pages.length) {
        rebuild(tableFor(count));
      }
    }
    return page;
  }

  /// A power of two; a whole page at once where a whole page is before it, since a file that is
  /// written in order will need it.
  private int lengthFor(long index, int need) {
    byte[] before = index == 0 ? null : pages[slot(index - 1)];
    if (before != null && before.length == PAGE) {
      return PAGE;
    }
    return need <= SMALLEST ? SMALLEST : Integer.highestOneBit(need - 1) << 1;
  }

  private static int tableFor(int count) {
    return count == 0 ? 1 : Integer.highestOneBit(count) << 2;
  }

  /// Where the page is, or the free slot where it would be. There is always a free one.
  private int slot(long index) {
    int mask = pages.length - 1;
    int slot = (int) ((index * 0x9E3779B97F4A7C15L) >>> 32) & mask;
    while (pages[slot] != null && indexes[slot] != index) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void rebuild(int length) {
    long[] oldIndexes = indexes;
    byte[] @Nullable [] oldPages = pages;
    indexes = new long[length];
    pages = new byte[length][];
    for (int i = 0; i < oldPages.length; i++) {
      byte[] page = oldPages[i];
      if (page != null) {
        int slot = slot(oldIndexes[i]);
        indexes[slot] = oldIndexes[i];
        pages[slot] = page;
      }
    }
  }
}
