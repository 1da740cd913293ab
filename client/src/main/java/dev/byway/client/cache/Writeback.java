package dev.byway.client.cache;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.vfs.Change;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What was written to one file and is not on stable storage: the states of its pages, and the way
/// from one to the next. See [Page]. All is under the inode's lock, which nobody holds while
/// they call the room below.
///
/// Every write has a stamp. To flush is to wait until nothing as old as now is left, so that
/// writers who go on cannot keep it from ending.
final class Writeback {
  private final FileData data;
  private final Cache cache;
  private final TreeMap<Long, Page> notClean = new TreeMap<>();
  private final List<Handle> released = new ArrayList<>();

  private long stamp;
  private volatile int inFlight;

  /// Pages with bytes that are dirty or being written.
  private volatile int unsent;

  /// There are pages that are not clean.
  private volatile boolean unclean;

  private boolean held;
  private boolean committing;
  private long verifier;

  /// When the oldest write that may be here was made; [System#nanoTime].
  private volatile long dirtyAt;

  Writeback(FileData data) {
    this.data = data;
    this.cache = data.cache;
  }

  int inFlight() {
    return inFlight;
  }

  boolean isClean() {
    return !unclean;
  }

  /// Whether the room below does not know all that was written.
  boolean isUnsent() {
    return unsent > 0;
  }

  int unsentPages() {
    return unsent;
  }

  boolean isUnstable() {
    for (Page page : notClean.values()) {
      if (!page.unstable.isEmpty()) {
        return true;
      }
    }
    return false;
  }

  /// Whether a range has bytes written up to then that were not sent (or are not stable).
  boolean isLeft(long low, long high, long latest, boolean stable) {
    for (Page page : notClean.subMap(low / Page.SIZE, (high - 1) / Page.SIZE + 1).values()) {
      if ((stable ? page.oldest() : page.oldestUnsent()) <= latest) {
        return true;
      }
    }
    return false;
  }

  /// Whether something has been here for so long; then it is taken for new.
  boolean isOld(long nanos) {
    long now = System.nanoTime();
    boolean old = now - dirtyAt >= nanos;
    if (old) {
      dirtyAt = now;
    }
    return old;
  }

  /// The stamp of the newest write.
  long stamp() {
    return stamp;
  }

  /// Takes bytes of a buffer from its position on; the position stays. Within a change of the file.
  ///
  /// @return bytes taken: fewer when there are no pages, or somebody else's data is in the way
  int put(ByteBuffer src, long offset, int count, Writer writer) {
    stamp++;
    int taken = 0;
    while (taken < count) {
      long at = offset + taken;
      Page page = data.findOrMake(at / Page.SIZE);
      if (page == null || !page.dirty.isEmpty() && !writerOf(page).isLike(writer)) {
        break;
      }
      int from = (int) (at % Page.SIZE);
      int part = Math.min(Page.SIZE - from, count - taken);
      page.put(from, src, src.position() + taken, part);
      page.valid = page.valid.plus(from, from + part);
      page.referenced = true;
      dirty(page, Ranges.NONE.plus(from, from + part), stamp);
      setWriter(page, writer);
      taken += part;
    }
    return taken;
  }

  private static Writer writerOf(Page page) {
    return java.util.Objects.requireNonNull(page.writer, "a page that is not clean");
  }

  private void setWriter(Page page, @Nullable Writer writer) {
    Writer before = page.writer;
    if (before == writer
        || before != null && writer != null && before.handle() == writer.handle()) {
      page.writer = writer;
      return;
    }
    if (writer != null && !writer.handle().tryUse()) {
      throw new IllegalStateException("a closed file writes");
    }
    page.writer = writer;
    if (before != null) {
      release(before.handle());
    }
  }

  private void dirty(Page page, Ranges bytes, long since) {
    if (notClean.isEmpty()) {
      dirtyAt = System.nanoTime();
      unclean = true;
      cache.isDirty(data);
    }
    if (page.isClean()) {
      notClean.put(page.index, page);
      cache.pool.dirtied();
    }
    page.dirty(bytes, since);
    count(page);
  }

  @SuppressWarnings("NonAtomicOperationOnVolatileField") // under the lock
  private void count(Page page) {
    boolean now = !page.dirty.isEmpty() || !page.writing.isEmpty();
    if (now != page.unsent) {
      page.unsent = now;
      unsent += now ? 1 : -1;
    }
  }

  /// A page's state has changed: it may be clean now.
  private void settle(Page page) {
    count(page);
    if (page.isClean() && notClean.remove(page.index) != null) {
      cache.pool.cleaned();
      setWriter(page, null);
      if (notClean.isEmpty()) {
        unclean = false;
        cache.isClean(data);
      }
    }
  }

  /// Nothing is written through this open file for the moment.
  void release(Handle handle) {
    released.add(handle);
  }

  /// Open files that nobody needs any more, to be closed without the lock. Before the lock is given
  /// up, so that whoever closes one after waiting for its data is the last.
  List<Handle> takeUnused() {
    if (released.isEmpty()) {
      return List.of();
    }
    List<Handle> unused = released.stream().filter(Handle::leave).toList();
    released.clear();
    return unused;
  }

  /// The next neighbouring dirty bytes of a range, at most one request's worth, and not across the
  /// border of two.
  ///
  /// @param latest only of pages with something this old
  /// @return whose handle is used until it is given back; null when there is nothing, or nothing
  ///     may be sent at the moment
  @SuppressWarnings("NonAtomicOperationOnVolatileField") // under the lock
  @Nullable WriteRequest gather(long low, long high, long latest) {
    if (held) {
      return null;
    }
    int wsize = cache.options.wsize();
    WriteRequest request = null;
    for (Page page : notClean.tailMap(low / Page.SIZE).values()) {
      boolean ready = !page.dirty.isEmpty() && page.writing.isEmpty() && page.dirtySince <= latest;
      if (page.start() >= high || request != null && !ready) {
        break;
      }
      if (!ready) {
        continue;
      }
      int from = page.dirty.from(0);
      if (request == null) {
        int room = wsize - (int) ((page.start() + from) % wsize);
        request = new WriteRequest(writerOf(page), page.start() + from, cache.bounce.take(room));
      } else if (page.start() + from != request.end() || !writerOf(page).isLike(request.writer)) {
        break;
      }
      int to = Math.min(page.dirty.to(0), from + request.buffer.remaining());
      request.add(page, from, to, page.dirtySince);
      page.send(from, to);
      if (!request.buffer.hasRemaining() || to < Page.SIZE) {
        break;
      }
    }
    if (request != null) {
      use(request.writer);
      inFlight++;
      data.inode.attributes.writing();
    }
    return request;
  }

  /// Until the call to the room below has returned.
  private static void use(Writer writer) {
    if (!writer.handle().tryUse()) {
      throw new IllegalStateException("data of a closed file");
    }
  }

  /// A request has been answered, or failed.
  @SuppressWarnings("NonAtomicOperationOnVolatileField") // under the lock
  void sent(WriteRequest request) {
    inFlight--;
    for (Change change : request.changes) {
      data.inode.attributes.changed(change);
    }
    ErrnoException failure = request.failure;
    boolean unstable = failure == null && !request.stable && !request.torn;
    if (unstable) {
      verifierIs(request.verifier);
    }
    boolean again = failure != null ? ErrorSequence.isTransient(failure) : request.torn;
    for (WriteRequest.Piece piece : request.pieces) {
      Page page = piece.page();
      Ranges bytes = page.answered();
      if (unstable) {
        page.unstable(bytes, piece.since());
      } else if (again) {
        page.dirty(bytes, piece.since());
      } else if (failure != null) {
        lose(page, bytes);
      }
      settle(page);
    }
    if (failure != null && !again) {
      failed(failure);
    }
    if (inFlight == 0) {
      data.inode.attributes.settle();
    }
    data.changed.signalAll();
  }

  /// The data is nowhere: what the file has instead is for the room below to say.
  private void lose(Page page, Ranges bytes) {
    data.beginChange();
    page.valid = page.valid.minus(bytes).plus(page.held());
    data.endChange();
  }

  private void failed(ErrnoException failure) {
    cache.counters.lateErrors.increment();
    cache.lost();
    data.errors.record(failure);
    data.inode.attributes.changedUnseen();
  }

  /// Data that was written unstable under another verifier may be lost (RFC 1813 §4.8).
  private void verifierIs(long now) {
    if (verifier != now) {
      rewriteUnstable();
      verifier = now;
    }
  }

  private void rewriteUnstable() {
    for (Page page : List.copyOf(notClean.values())) {
      if (!page.unstable.isEmpty()) {
        cache.counters.rewrites.increment();
        page.rewrite();
        settle(page);
      }
    }
  }

  /// Begins a COMMIT of all that is unstable.
  ///
  /// @return who asks for it, whose handle is used until it is given back; null when there is
  ///     nothing to commit, or it is being done
  @Nullable Writer beginCommit() {
    if (committing) {
      return null;
    }
    Writer writer = null;
    for (Page page : notClean.values()) {
      if (!page.unstable.isEmpty()) {
        writer = writer == null ? page.writer : writer;
        page.commit();
      }
    }
    committing = writer != null;
    if (writer != null) {
      use(writer);
    }
    return writer;
  }

  boolean isCommitting() {
    return committing;
  }

  /// The verifier that the next COMMIT must answer for nothing to be lost.
  long verifier() {
    return verifier;
  }

  /// @param expected the verifier when it began
  void committed(long expected, long answered, @Nullable ErrnoException failure) {
    committing = false;
    boolean later = failure != null && ErrorSequence.isTransient(failure);
    for (Page page : List.copyOf(notClean.values())) {
      if (page.committing.isEmpty()) {
        continue;
      }
      long since = page.committingSince;
      Ranges bytes = page.committed();
      if (later) {
        page.unstable(bytes, since);
      } else if (failure != null) {
        lose(page, bytes);
      } else if (answered != expected) {
        cache.counters.rewrites.increment();
        page.dirty(bytes, since);
      }
      settle(page);
    }
    if (failure == null) {
      if (answered != expected) {
        verifierIs(answered);
      }
    } else if (!later) {
      failed(failure);
    }
    data.changed.signalAll();
  }

  long oldestUnsent() {
    long oldest = Page.NEVER;
    for (Page page : notClean.values()) {
      oldest = Math.min(oldest, page.oldestUnsent());
    }
    return oldest;
  }

  long oldest() {
    long oldest = Page.NEVER;
    for (Page page : notClean.values()) {
      oldest = Math.min(oldest, page.oldest());
    }
    return oldest;
  }

  /// Nothing is sent until [#release]; nothing is dirty or on its way.
  void hold() {
    held = true;
  }

  void release() {
    held = false;
    data.changed.signalAll();
  }

  /// The file ends within or before this page now: nobody needs what it had after that.
  void cut(Page page, int keep) {
    page.cut(keep);
    settle(page);
  }

  /// Waits for a change of any of this.
  ///
  /// @throws ErrnoException EINTR
  void await() throws ErrnoException {
    try {
      data.changed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Errno.EINTR.exception();
    }
  }
}
