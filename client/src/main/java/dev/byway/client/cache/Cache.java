package dev.byway.client.cache;

import dev.byway.base.ErrnoException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// What all files of one cache share.
final class Cache {
  /// What was written is sent at the latest so long afterwards.
  private static final long OLD_NANOS = TimeUnit.SECONDS.toNanos(5);

  private static final long PERIOD_NANOS = TimeUnit.SECONDS.toNanos(1);

  final CacheOptions options;
  final Counters counters = new Counters();
  final PagePool pool;
  final Workers workers;
  final UnderWay underWay;
  final Bounce bounce;
  volatile boolean closed;

  private final Set<FileData> dirtyFiles = ConcurrentHashMap.newKeySet();
  private final AtomicLong verifier = new AtomicLong(ThreadLocalRandom.current().nextLong());
  private final AtomicBoolean flushing = new AtomicBoolean();
  private volatile @Nullable Below lastBelow;

  /// What files that are near were answered with last.
  private record Below(long verifier) {}

  Cache(CacheOptions options) {
    this.options = options;
    this.pool = new PagePool(options.cacheSize(), options.dirty(), counters);
    this.workers = new Workers(options.workers());
    this.underWay = new UnderWay(options.workers());
    this.bounce = new Bounce(Math.max(options.rsize(), options.wsize()), options.workers() + 4);
  }

  /// What writes and commits are answered with.
  long verifier() {
    return verifier.get();
  }

  /// Data that was written is lost.
  void lost() {
    verifier.incrementAndGet();
  }

  /// As [#verifier], for what the room below answered itself: files come near and go far between
  /// write and commit, and only a loss must look like one.
  long verifier(long below) {
    Below last = lastBelow;
    return last != null && last.verifier == below ? verifier.get() : learn(below);
  }

  private synchronized long learn(long below) {
    Below last = lastBelow;
    if (last != null && last.verifier != below) {
      lost();
    }
    lastBelow = new Below(below);
    return verifier.get();
  }

  /// Files with data that is not on stable storage below.
  Set<FileData> dirtyFiles() {
    return dirtyFiles;
  }

  void isDirty(FileData data) {
    dirtyFiles.add(data);
    if (workers.areThere() && flushing.compareAndSet(false, true)) {
      Thread.ofPlatform().daemon().name("byway-cache-flusher").start(this::flushOld);
    }
  }

  void isClean(FileData data) {
    dirtyFiles.remove(data);
  }

  private void flushOld() {
    while (!closed) {
      LockSupport.parkNanos(PERIOD_NANOS);
      for (FileData data : dirtyFiles) {
        if (data.writeback.isOld(OLD_NANOS)) {
          data.flush.soon();
        }
      }
    }
  }

  /// Makes pages clean, so that they can be had: one step, on this thread.
  ///
  /// @param first whose pages to begin with
  /// @throws ErrnoException EINTR
  void relieve(FileData first) throws ErrnoException {
    if (first.flush.step()) {
      return;
    }
    for (FileData data : dirtyFiles) {
      if (data != first && data.flush.step()) {
        return;
      }
    }
    pool.awaitCleaned();
  }

  /// Sends what there is, and ends the threads.
  void close() {
    for (FileData data : dirtyFiles) {
      try {
        data.flush.all(true);
      } catch (ErrnoException e) {
        System.getLogger(Cache.class.getName())
            .log(System.Logger.Level.WARNING, "data was not written: {0}", e.getMessage());
      }
    }
    closed = true;
    workers.close();
  }
}
