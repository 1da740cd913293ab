package dev.byway.client.cache;

import dev.byway.base.ErrnoException;
import dev.byway.vfs.AsyncFile;
import dev.byway.vfs.Caller;
import org.jspecify.annotations.Nullable;

/// What the readers of one open file will want next. A few streams are followed at once, so that
/// several threads may each read a part of the file from its start to its end.
///
/// A stream begins where a read misses at the end of the one before (or at the start of the file).
/// Its window starts small and doubles each time the reader comes to a mark, which lies where the
/// newest window begins: so the next is asked for before the reader is through the last. A read
/// that misses anywhere else is random, and gets no more than it wants.
///
/// Fields are read without a lock on the way of a hit: a race makes for a window too many or too
/// few, which does no harm.
final class ReadAhead {
  private static final int STREAMS = 4;

  /// What is read ahead must not push out what was, before somebody has read it.
  private static final int CACHE_PARTS = 8;

  private static final int SMALLEST = 128 * 1024;
  private static final int GRAIN = 4096;

  private static final class Stream {
    /// Where the reader will go on; -1: nobody reads here.
    private long next = -1;

    /// Who reads across asks for more.
    private long mark = Long.MAX_VALUE;

    /// How far has been asked.
    private long end;

    private long window;
  }

  private final Stream[] streams = new Stream[STREAMS];
  private final FileData data;
  private final Handle handle;
  private final long most;
  private int victim;

  ReadAhead(FileData data, Handle handle) {
    this.data = data;
    this.handle = handle;
    CacheOptions options = data.cache.options;
    long part = options.cacheSize() / CACHE_PARTS;
    this.most =
        data.cache.workers.areThere()
            ? Math.min((long) options.readahead() * options.rsize(), part)
            : 0;
    for (int i = 0; i < STREAMS; i++) {
      streams[i] = new Stream();
    }
  }

  /// A read has found all that it wanted.
  void used(Caller caller, long from, long to) {
    for (Stream stream : streams) {
      if (stream.next == from) {
        stream.next = to;
        if (to > stream.mark) {
          advance(caller, stream, to);
        }
        return;
      }
    }
  }

  private synchronized void advance(Caller caller, Stream stream, long to) {
    if (to <= stream.mark) {
      return;
    }
    long from = Math.max(stream.end, to);
    if (from >= data.size()) {
      stream.mark = Long.MAX_VALUE;
      return;
    }
    stream.window = Math.min(2 * stream.window, most);
    stream.mark = from;
    stream.end = Math.min(from + stream.window, data.size());
    request(caller, from, stream.end);
  }

  /// A read misses something.
  ///
  /// @param from where the read began
  /// @param missing where it found nothing
  /// @param to where it ends
  /// @return up to where to read at once, at least `to` rounded up
  synchronized long missed(Caller caller, long from, long missing, long to) {
    long wanted = roundUp(to);
    if (most == 0) {
      return wanted;
    }
    Stream stream = follow(from);
    if (stream == null) {
      begin().next = to;
      return wanted;
    }
    stream.next = to;
    if (stream.window > 0 && stream.end >= to) {
      return wanted;
    }
    stream.window = Math.min(Math.max(Math.max(SMALLEST, 4 * (to - from)), stream.window), most);
    long now = Math.min(missing + data.cache.options.rsize(), Math.max(wanted, missing + SMALLEST));
    stream.end = Math.min(Math.max(now, roundUp(to + stream.window)), data.size());
    stream.mark = to;
    request(caller, now, stream.end);
    return now;
  }

  private @Nullable Stream follow(long from) {
    for (Stream stream : streams) {
      if (stream.next == from) {
        return stream;
      }
    }
    return from == 0 ? begin() : null;
  }

  private Stream begin() {
    Stream stream = streams[victim++ % STREAMS];
    stream.window = 0;
    stream.mark = Long.MAX_VALUE;
    stream.end = 0;
    return stream;
  }

  private static long roundUp(long offset) {
    return (offset + GRAIN - 1) / GRAIN * GRAIN;
  }

  private void request(Caller caller, long from, long to) {
    int rsize = data.cache.options.rsize();
    if (from < to) {
      data.cache.counters.aheadWindows.increment();
    }
    for (long at = from; at < to; ) {
      long end = Math.min(to, (at / rsize + 1) * rsize);
      long start = at;
      if (!handle.tryUse()) {
        return;
      }
      boolean begun =
          handle.file instanceof AsyncFile async
              ? data.cache.underWay.submit(() -> begin(caller, async, start, end))
              : data.cache.workers.submit(() -> read(caller, start, end));
      if (!begun) {
        handle.done();
        return;
      }
      at = end;
    }
  }

  /// One gap after the other.
  private void begin(Caller caller, AsyncFile async, long from, long to) {
    boolean begun = false;
    try {
      long end = Math.min(to, data.size());
      begun =
          new Fill(data, async)
              .begin(caller, async, from, end, next -> begin(caller, async, next, to));
    } catch (ErrnoException e) {
      log(e);
    } finally {
      if (!begun) {
        data.cache.underWay.done();
        handle.doneElsewhere(data.cache.workers);
      }
    }
  }

  /// Who reads what failed here asks again, and is told why.
  private static void log(ErrnoException failure) {
    System.getLogger(ReadAhead.class.getName())
        .log(System.Logger.Level.DEBUG, "reading ahead: {0}", failure.getMessage());
  }

  private void read(Caller caller, long from, long to) {
    try {
      new Fill(data, handle.file).ahead(caller, from, Math.min(to, data.size()));
    } catch (ErrnoException e) {
      log(e);
    } finally {
      handle.done();
    }
  }
}
