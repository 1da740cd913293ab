package dev.byway.client.cache;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.vfs.AsyncFile;
import dev.byway.vfs.Stability;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// Moves what was written to one file to the room below: by workers as the writers go on, and by
/// whoever needs it there.
final class Flush {
  private final FileData data;
  private final Cache cache;
  private final Writeback writeback;

  /// A worker is asked to make room.
  private final AtomicBoolean pressed = new AtomicBoolean();

  Flush(FileData data, Writeback writeback) {
    this.data = data;
    this.cache = data.cache;
    this.writeback = writeback;
  }

  /// All that was written before now is sent when this returns, well or not (see
  /// [FileData#errors]).
  ///
  /// @param stable and is on stable storage
  /// @throws ErrnoException EINTR
  void all(boolean stable) throws ErrnoException {
    long latest;
    data.lock().lock();
    try {
      latest = writeback.stamp();
    } finally {
      data.lock().unlock();
    }
    while (!isDone(latest, stable)) {
      if (stable) {
        commit();
      }
    }
  }

  /// Sends; and waits for what others send.
  ///
  /// @return whether nothing is left to commit either, if that is wanted
  private boolean isDone(long latest, boolean stable) throws ErrnoException {
    boolean helped = false;
    for (; ; ) {
      WriteRequest request;
      data.lock().lock();
      try {
        request = writeback.gather(0, Long.MAX_VALUE, latest);
        if (request == null) {
          if (writeback.oldestUnsent() > latest) {
            return !stable || writeback.oldest() > latest;
          }
          writeback.await();
          continue;
        }
      } finally {
        data.lock().unlock();
      }
      if (!helped) {
        helped = true;
        askForHelp(latest);
      }
      finish(request, Stability.UNSTABLE);
    }
  }

  /// As many workers as there may be requests.
  private void askForHelp(long latest) {
    long requests = (long) writeback.unsentPages() * Page.SIZE / cache.options.wsize();
    long helpers = Math.min(requests, cache.options.workers());
    for (int i = 0; i < helpers; i++) {
      cache.workers.submit(() -> sendQuietly(latest));
    }
  }

  private @Nullable WriteRequest gather(long low, long high, long latest) {
    data.lock().lock();
    try {
      return writeback.gather(low, high, latest);
    } finally {
      data.lock().unlock();
    }
  }

  /// Sends what makes a whole request, without waiting for it.
  private void begin(long start, long end) {
    WriteRequest request = gatherOrEnd(start, end);
    if (request != null && !isBegun(request) && !cache.workers.submit(() -> send(request))) {
      request.torn = true;
      ended(request);
    }
  }

  private @Nullable WriteRequest gatherOrEnd(long start, long end) {
    WriteRequest request = null;
    try {
      request = gather(start, end, Page.NEVER);
      return request;
    } finally {
      if (request == null) {
        cache.underWay.done();
      }
    }
  }

  private boolean isBegun(WriteRequest request) {
    if (request.writer.handle().file instanceof AsyncFile file) {
      try {
        request.begin(file, () -> ended(request));
        return true;
      } catch (ErrnoException | RuntimeException e) {
        return false; // who can wait makes the straight call, and hears of what is wrong
      }
    }
    return false;
  }

  private void send(WriteRequest request) {
    request.send(Stability.UNSTABLE);
    ended(request);
  }

  /// By any thread: it must not wait.
  private void ended(WriteRequest request) {
    try {
      for (Handle handle : settle(request)) {
        handle.closeElsewhere(cache.workers);
      }
    } finally {
      cache.underWay.done();
    }
  }

  /// @return open files to be closed
  private List<Handle> settle(WriteRequest request) {
    cache.counters.writes.increment();
    cache.counters.writtenBytes.add(request.buffer.position());
    data.lock().lock();
    try {
      writeback.sent(request);
      writeback.release(request.writer.handle());
      return writeback.takeUnused();
    } finally {
      data.lock().unlock();
      cache.bounce.give(request.buffer);
    }
  }

  /// @throws ErrnoException EINTR: it stays dirty
  private void finish(WriteRequest request, Stability stability) throws ErrnoException {
    request.send(stability);
    close(settle(request));
    ErrnoException failure = request.failure;
    if (failure != null && ErrorSequence.isTransient(failure)) {
      throw failure;
    }
  }

  /// Closes open files that nothing is written through any more.
  void closeUnused() {
    List<Handle> unused;
    data.lock().lock();
    try {
      unused = writeback.takeUnused();
    } finally {
      data.lock().unlock();
    }
    close(unused);
  }

  private static void close(List<Handle> unused) {
    for (Handle handle : unused) {
      handle.file.close();
    }
  }

  /// Sends a range that was just written, on this thread.
  ///
  /// @param latest stamp of that write
  /// @param stability that it must have when this returns
  void range(long low, long high, long latest, Stability stability) throws ErrnoException {
    WriteRequest request;
    while ((request = gather(low, high, latest)) != null) {
      finish(request, stability);
    }
    boolean left;
    data.lock().lock();
    try {
      left = writeback.isLeft(low, high, latest, stability != Stability.UNSTABLE);
    } finally {
      data.lock().unlock();
    }
    if (left) { // others were sending some of it
      all(stability != Stability.UNSTABLE);
    }
  }

  /// COMMIT, if there is something to commit; if others are at it, waits for them.
  ///
  /// @throws ErrnoException EINTR
  void commit() throws ErrnoException {
    Writer writer;
    long expected;
    data.lock().lock();
    try {
      writer = writeback.beginCommit();
      expected = writeback.verifier();
      if (writer == null) {
        if (writeback.isCommitting()) {
          writeback.await();
        }
        return;
      }
    } finally {
      data.lock().unlock();
    }
    long answered = 0;
    ErrnoException failure = null;
    try {
      answered = writer.handle().file.commit(writer.caller(), 0, 0);
    } catch (ErrnoException e) {
      failure = e;
    } catch (RuntimeException e) { // whatever it is, those who wait must hear of it
      failure = Errno.EIO.exception(e.toString());
    }
    cache.counters.commits.increment();
    List<Handle> unused;
    data.lock().lock();
    try {
      writeback.committed(expected, answered, failure);
      writeback.release(writer.handle());
      unused = writeback.takeUnused();
    } finally {
      data.lock().unlock();
    }
    close(unused);
    if (failure != null && ErrorSequence.isTransient(failure)) {
      throw failure;
    }
  }

  /// A write has ended in a range: what makes whole requests is sent without waiting for it, and
  /// everything by a worker when there is much of it.
  void behind(long from, long to) {
    int wsize = cache.options.wsize();
    for (long border = (from / wsize + 1) * wsize; border <= to; border += wsize) {
      long start = border - wsize;
      cache.underWay.submit(() -> begin(start, start + wsize));
    }
    if (cache.pool.isRatherDirty()) {
      soon();
    }
  }

  /// By a worker: all that is here, soon.
  void soon() {
    if (pressed.compareAndSet(false, true) && !cache.workers.submit(this::relieve)) {
      pressed.set(false);
    }
  }

  private void relieve() {
    pressed.set(false);
    sendQuietly(Page.NEVER - 1);
    try {
      commit();
    } catch (ErrnoException e) {
      // only of an interrupt: it stays unstable
    }
  }

  private void sendQuietly(long latest) {
    try {
      WriteRequest request;
      while ((request = gather(0, Long.MAX_VALUE, latest)) != null) {
        finish(request, Stability.UNSTABLE);
      }
    } catch (ErrnoException e) {
      // only of an interrupt: it stays dirty
    }
  }

  /// For whoever needs memory: one request is sent, or what was sent is committed.
  ///
  /// @return whether there was something to do
  boolean step() throws ErrnoException {
    WriteRequest request = gather(0, Long.MAX_VALUE, Page.NEVER - 1);
    if (request != null) {
      finish(request, Stability.UNSTABLE);
      return true;
    }
    boolean unstable;
    data.lock().lock();
    try {
      unstable = writeback.isUnstable() && !writeback.isCommitting();
    } finally {
      data.lock().unlock();
    }
    if (unstable) {
      commit();
    }
    return unstable;
  }
}
