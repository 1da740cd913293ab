package dev.byway.client.cache;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The pages of one file by their index: open addressing, found without a lock, changed under the
/// file's.
final class PageTable {
  private static final VarHandle CELL = MethodHandles.arrayElementVarHandle(Page[].class);
  private static final int SMALLEST = 8;

  private volatile @Nullable Page[] cells = new Page[SMALLEST];
  private int used;
  private int live;

  /// What was there once, so that a search goes on.
  private final Page gone;

  PageTable(FileData owner) {
    gone = new Page(owner, -1, -1, java.nio.ByteBuffer.allocate(0), 0);
  }

  private static int hash(long index, int mask) {
    return (int) (index * 0x9E3779B97F4A7C15L >>> 32) & mask;
  }

  @Nullable Page find(long index) {
    @Nullable Page[] now = cells;
    int mask = now.length - 1;
    for (int i = hash(index, mask); ; i = i + 1 & mask) {
      Page page = (Page) CELL.getAcquire(now, i);
      if (page == null || page.index == index) {
        return page;
      }
    }
  }

  int size() {
    return live;
  }

  /// One that is not there.
  void add(Page page) {
    if ((used + 1) * 2 > cells.length) {
      rehash();
    }
    if (insert(cells, page)) {
      used++;
    }
    live++;
  }

  /// @return whether an empty cell was used
  private boolean insert(@Nullable Page[] into, Page page) {
    int mask = into.length - 1;
    int i = hash(page.index, mask);
    while (into[i] != null && into[i] != gone) {
      i = i + 1 & mask;
    }
    boolean empty = into[i] == null;
    CELL.setRelease(into, i, page);
    return empty;
  }

  private void rehash() {
    int length = SMALLEST;
    while (length < (live + 1) * 4) {
      length *= 2;
    }
    @Nullable Page[] wider = new Page[length];
    forEach(page -> insert(wider, page));
    used = live;
    cells = wider;
  }

  /// One that is there.
  void remove(Page page) {
    @Nullable Page[] now = cells;
    int mask = now.length - 1;
    int i = hash(page.index, mask);
    while (now[i] != page) {
      i = i + 1 & mask;
    }
    live--;
    if (live == 0) {
      cells = new Page[SMALLEST];
      used = 0;
    } else {
      CELL.setRelease(now, i, gone);
    }
  }

  /// In no order. Pages may be removed meanwhile.
  void forEach(Consumer<Page> action) {
    for (Page page : cells) {
      if (page != null && page != gone) {
        action.accept(page);
      }
    }
  }
}
