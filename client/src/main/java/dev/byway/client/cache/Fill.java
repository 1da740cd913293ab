package dev.byway.client.cache;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.vfs.Caller;
import dev.byway.vfs.OpenFile;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads what is missing of a file into its pages. A page is filled by one thread at a time; others
/// who want it wait. What is written meanwhile stays; when the file is truncated, or turns out to
/// have been changed by somebody else, the answer is thrown away.
final class Fill {
  /// A part of the file that this thread has the right to fill.
  private record Run(long from, long to, List<Page> pages, long epoch) {}

  /// How a fill ended.
  enum Outcome {
    /// There may be more in memory now.
    DONE,
    /// No page could be had.
    NO_MEMORY,
  }

  private final FileData data;
  private final OpenFile file;

  Fill(FileData data, OpenFile file) {
    this.data = data;
    this.file = file;
  }

  /// Reads the first missing part of a range, at most one request; waits when others do just that.
  ///
  /// @throws ErrnoException as the room below; EINTR while waiting
  Outcome first(Caller caller, long from, long to) throws ErrnoException {
    Run run;
    data.lock().lock();
    try {
      long at = firstMissing(from, to);
      if (at >= to) {
        return Outcome.DONE;
      }
      Page page = data.findOrMake(at / Page.SIZE);
      if (page == null) {
        return Outcome.NO_MEMORY;
      }
      if (page.filling) {
        await();
        return Outcome.DONE;
      }
      run = claim(at, to);
    } finally {
      data.lock().unlock();
    }
    if (run != null) {
      read(caller, run);
    }
    return Outcome.DONE;
  }

  /// Reads all that is missing of a range and that nobody else is reading.
  void ahead(Caller caller, long from, long to) throws ErrnoException {
    for (long at = from; at < to; ) {
      Run run;
      data.lock().lock();
      try {
        at = firstMissing(at, to);
        Page page = at < to ? data.findOrMake(at / Page.SIZE) : null;
        if (page == null) {
          return;
        }
        if (page.filling) {
          at = page.start() + Page.SIZE;
          continue;
        }
        run = claim(at, to);
      } finally {
        data.lock().unlock();
      }
      if (run == null) {
        return;
      }
      read(caller, run);
      data.cache.counters.aheadBytes.add(run.to - run.from);
      at = run.to;
    }
  }

  /// Under the lock.
  private long firstMissing(long from, long to) {
    long at = from;
    while (at < to) {
      Page page = data.find(at / Page.SIZE);
      int in = (int) (at % Page.SIZE);
      int end = page == null ? in : page.valid.endOfRun(in);
      if (end <= in) {
        return at;
      }
      at += end - in;
    }
    return to;
  }

  /// Under the lock: takes pages as long as something is missing in each, up to one request.
  private @Nullable Run claim(long from, long to) {
    long end = Math.min(to, from + data.cache.options.rsize());
    List<Page> pages = new ArrayList<>();
    long at = from;
    while (at < end) {
      Page page = data.findOrMake(at / Page.SIZE);
      if (page == null || page.filling) {
        break;
      }
      int in = (int) (at % Page.SIZE);
      int last = (int) Math.min(Page.SIZE, end - page.start());
      if (page.valid.covers(in, last)) {
        break;
      }
      page.filling = true;
      pages.add(page);
      at = page.start() + last;
    }
    return pages.isEmpty() ? null : new Run(from, at, pages, data.epoch());
  }

  private void read(Caller caller, Run run) throws ErrnoException {
    int want = (int) (run.to - run.from);
    ByteBuffer buffer = data.cache.bounce.take(want);
    boolean read = false;
    try {
      int count = 1;
      while (buffer.hasRemaining() && count > 0) {
        count = file.read(caller, buffer, run.from + buffer.position());
      }
      read = true;
    } finally {
      finish(run, buffer, read);
      data.cache.bounce.give(buffer);
    }
    data.cache.counters.reads.increment();
    data.cache.counters.readBytes.add(want);
  }

  private void finish(Run run, ByteBuffer buffer, boolean read) {
    data.lock().lock();
    try {
      boolean take = read && data.epoch() == run.epoch;
      for (Page page : run.pages) {
        if (take) {
          scatter(run, page, buffer);
        }
        page.filling = false;
      }
      data.changed.signalAll();
    } finally {
      data.lock().unlock();
    }
  }

  /// Bytes after the end of what the room below has are zeros: either the file ends there too, or
  /// it was made longer here.
  private static void scatter(Run run, Page page, ByteBuffer buffer) {
    int end = (int) Math.min(Page.SIZE, run.to - page.start());
    int at = (int) Math.max(0, run.from - page.start());
    Ranges valid = page.valid;
    while (at < end) {
      int run1 = valid.endOfRun(at);
      if (run1 > at) {
        at = run1;
        continue;
      }
      int gapEnd = Math.min(end, valid.next(at));
      int source = (int) (page.start() + at - run.from);
      int there = Math.clamp(buffer.position() - (long) source, 0, gapEnd - at);
      page.put(at, buffer, source, there);
      page.zero(at + there, gapEnd);
      at = gapEnd;
    }
    page.valid = valid.plus((int) Math.max(0, run.from - page.start()), end);
  }

  private void await() throws ErrnoException {
    try {
      data.changed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Errno.EINTR.exception();
    }
  }
}
