package dev.byway.client.cache;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.vfs.AsyncFile;
import dev.byway.vfs.Caller;
import dev.byway.vfs.OpenFile;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/// Reads what is missing of a file into its pages. A page is filled by one request at a time;
/// others who want it wait. What is written meanwhile stays; when the file is truncated, or turns
/// out to have been changed by somebody else, the answer is thrown away.
final class Fill {
  /// Pages in one piece of memory, from so many on, are worth a request of their own.
  private static final int DIRECT_PAGES = 16;

  /// Of pages whose run is being made.
  private static final Run GATHERED = new Run();

  /// A part of the file that one request has the right to fill.
  static final class Run {
    private final long from;
    private final long to;
    private final List<Page> pages;
    private final long epoch;

    /// Filled from its start: the pages' own memory, or a bounce buffer.
    private final ByteBuffer buffer;

    /// Nobody else may write to the pages, also not what was written to the file meanwhile.
    private final boolean direct;

    // Under the lock.
    private AsyncFile.@Nullable Transfer<Integer> transfer;
    private boolean joined;
    private boolean ended;

    private Run(long from, long to, List<Page> pages, FileData data, boolean direct) {
      this.from = from;
      this.to = to;
      this.pages = pages;
      this.epoch = data.epoch();
      this.direct = direct;
      Page first = pages.getFirst();
      this.buffer =
          direct
              ? first.memory.slice(first.base + (int) (from - first.start()), bytes())
              : data.cache.bounce.take(bytes());
    }

    private Run() {
      this.from = 0;
      this.to = 0;
      this.pages = List.of();
      this.epoch = 0;
      this.direct = false;
      this.buffer = ByteBuffer.allocate(0);
    }

    private int bytes() {
      return (int) (to - from);
    }
  }

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
    Run own = null;
    Run others = null;
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
      if (page.filling == null) {
        own = claim(at, to, false); // writers need not wait for who waits
      } else {
        others = toJoin(page.filling);
      }
    } finally {
      data.lock().unlock();
    }
    if (others != null) {
      join(others);
    } else if (own != null) {
      read(caller, own);
    }
    return Outcome.DONE;
  }

  /// Under the lock: whether a request fills memory of this range, so that nobody may write there.
  boolean isDirect(long from, long to) {
    return direct(from, to) != null;
  }

  private @Nullable Run direct(long from, long to) {
    for (long index = from / Page.SIZE; index * Page.SIZE < to; index++) {
      Page page = data.find(index);
      if (page != null && page.filling != null && page.filling.direct) {
        return page.filling;
      }
    }
    return null;
  }

  /// Waits for a request that fills memory of this range.
  ///
  /// @return false when there is none
  boolean awaitDirect(long from, long to) throws ErrnoException {
    Run run;
    data.lock().lock();
    try {
      Run first = direct(from, to);
      if (first == null) {
        return false;
      }
      run = toJoin(first);
    } finally {
      data.lock().unlock();
    }
    if (run != null) {
      join(run);
    }
    return true;
  }

  /// Under the lock: to help with a request, or to wait for a change, as somebody helps already.
  ///
  /// @return what to [#join] without the lock; null after a wait
  private @Nullable Run toJoin(Run run) throws ErrnoException {
    if (run.transfer == null || run.joined) {
      await();
      return null;
    }
    run.joined = true;
    return run;
  }

  /// Helps with a request that nobody waits for.
  private void join(Run run) throws ErrnoException {
    boolean done = false;
    try {
      Objects.requireNonNull(run.transfer).join();
      done = true;
    } finally {
      data.lock().lock();
      try {
        run.joined = done;
        while (done && !run.ended) {
          await(); // for another thread that has the answer
        }
        data.changed.signalAll();
      } finally {
        data.lock().unlock();
      }
    }
  }

  /// Reads all that is missing of a range and that nobody else is reading.
  void ahead(Caller caller, long from, long to) throws ErrnoException {
    Run run;
    for (long at = from; (run = next(at, to, false)) != null; at = run.to) {
      read(caller, run);
      data.cache.counters.aheadBytes.add(run.bytes());
    }
  }

  /// Asks for the first that is missing of a range and that nobody else is reading, without waiting
  /// for it.
  ///
  /// @param whenDone called once, by any thread, with the end of what was asked for
  /// @return false when there is nothing to do, and then it is not called
  /// @throws ErrnoException as [AsyncFile#beginRead], and then it is not called
  boolean begin(Caller caller, AsyncFile async, long from, long to, LongConsumer whenDone)
      throws ErrnoException {
    Run run = next(from, to, true);
    if (run == null) {
      return false;
    }
    boolean begun = false;
    try {
      var transfer =
          async.beginRead(
              caller,
              run.buffer,
              run.from,
              done -> {
                ended(run, done);
                whenDone.accept(run.to);
              });
      begun = true;
      data.lock().lock();
      run.transfer = transfer;
      data.changed.signalAll();
      data.lock().unlock();
    } finally {
      if (!begun) {
        finish(run, 0);
      }
    }
    return true;
  }

  /// Whoever wants what did not come asks again, and is told why.
  private void ended(Run run, AsyncFile.Transfer<Integer> transfer) {
    int count = 0;
    try {
      count = transfer.result();
    } catch (ErrnoException e) {
      System.getLogger(Fill.class.getName())
          .log(System.Logger.Level.DEBUG, "reading ahead: {0}", e.getMessage());
    }
    count(count);
    data.cache.counters.aheadBytes.add(count);
    finish(run, count);
  }

  private @Nullable Run next(long from, long to, boolean direct) {
    data.lock().lock();
    try {
      for (long at = firstMissing(from, to); at < to; at = firstMissing(at, to)) {
        Page page = data.findOrMake(at / Page.SIZE);
        if (page == null) {
          return null;
        }
        if (page.filling == null) {
          return claim(at, to, direct);
        }
        at = page.start() + Page.SIZE;
      }
      return null;
    } finally {
      data.lock().unlock();
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
  ///
  /// @param direct into the pages themselves if they lie so
  private @Nullable Run claim(long from, long to, boolean direct) {
    long end = Math.min(to, from + data.cache.options.rsize());
    List<Page> pages = gather(from, end);
    if (pages.isEmpty()) {
      return null;
    }
    int whole = direct ? piece(pages) : 0;
    int count = whole >= DIRECT_PAGES ? whole : pages.size();
    List<Page> mine = List.copyOf(pages.subList(0, count));
    long last = Math.min(end, mine.getLast().start() + Page.SIZE);
    Run run = new Run(from, last, mine, data, whole == count);
    for (int i = 0; i < pages.size(); i++) {
      pages.get(i).filling = i < count ? run : null;
    }
    return run;
  }

  /// Under the lock: pages one after the other that miss something, kept from being taken away.
  private List<Page> gather(long from, long end) {
    List<Page> pages = new ArrayList<>();
    for (long at = from; at < end; ) {
      Page page = data.findOrMake(at / Page.SIZE);
      int in = (int) (at % Page.SIZE);
      if (page == null || page.filling != null) {
        break;
      }
      int last = (int) Math.min(Page.SIZE, end - page.start());
      if (page.valid.covers(in, last)) {
        break;
      }
      page.filling = GATHERED;
      pages.add(page);
      at = page.start() + last;
    }
    return pages;
  }

  /// How many pages lie one after the other in memory and have nothing in them.
  private static int piece(List<Page> pages) {
    int count = 0;
    Page before = null;
    for (Page page : pages) {
      if (!page.valid.isEmpty() || before != null && !page.isNextTo(before)) {
        break;
      }
      before = page;
      count++;
    }
    return count;
  }

  private void read(Caller caller, Run run) throws ErrnoException {
    ByteBuffer buffer = run.buffer;
    boolean read = false;
    try {
      int count = 1;
      while (buffer.hasRemaining() && count > 0) {
        count = file.read(caller, buffer, run.from + buffer.position());
      }
      read = true;
      count(run.bytes());
    } finally {
      finish(run, read ? run.bytes() : 0);
    }
  }

  private void count(int bytes) {
    data.cache.counters.reads.increment();
    data.cache.counters.readBytes.add(bytes);
  }

  /// @param count bytes that are known now: of the buffer, and zeros after them
  private void finish(Run run, int count) {
    data.lock().lock();
    try {
      long end = data.epoch() == run.epoch ? run.from + count : run.from;
      for (Page page : run.pages) {
        if (page.start() < end) {
          fill(run, page, end);
        }
        page.filling = null;
      }
      run.ended = true;
      data.changed.signalAll();
    } finally {
      data.lock().unlock();
    }
    if (!run.direct) {
      data.cache.bounce.give(run.buffer);
    }
  }

  /// @param to what is known ends there
  private static void fill(Run run, Page page, long to) {
    int start = (int) Math.max(0, run.from - page.start());
    int end = (int) Math.min(Page.SIZE, to - page.start());
    if (run.direct) {
      long came = run.from + run.buffer.position() - page.start();
      page.zero((int) Math.clamp(came, start, end), end);
      page.valid = page.valid.plus(start, end);
    } else {
      scatter(run, page, start, end);
    }
  }

  /// Bytes after the end of what the room below has are zeros: either the file ends there too, or
  /// it was made longer here.
  private static void scatter(Run run, Page page, int start, int end) {
    Ranges valid = page.valid;
    int at = start;
    while (at < end) {
      int there = valid.endOfRun(at);
      if (there > at) {
        at = there;
        continue;
      }
      int gapEnd = Math.min(end, valid.next(at));
      int source = (int) (page.start() + at - run.from);
      int came = Math.clamp(run.buffer.position() - (long) source, 0, gapEnd - at);
      page.put(at, run.buffer, source, came);
      page.zero(at + came, gapEnd);
      at = gapEnd;
    }
    page.valid = valid.plus(start, end);
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
