package dev.byway.client.cache;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// The threads that read ahead and write behind: Linux's nfsiod. They start when there is work and
/// end when there was none for a while. What is given to them must not wait for one another.
final class Workers {
  private static final int QUEUE = 1024;
  private static final int IDLE_SECONDS = 20;

  private static final AtomicInteger NUMBERS = new AtomicInteger();

  private final @Nullable ThreadPoolExecutor pool;

  Workers(int count) {
    pool = count == 0 ? null : pool(count);
  }

  private static ThreadPoolExecutor pool(int count) {
    var made =
        new ThreadPoolExecutor(
            count,
            count,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(QUEUE),
            Thread.ofPlatform()
                .daemon()
                .name("byway-cache-" + NUMBERS.incrementAndGet() + "-", 0)
                .factory());
    made.allowCoreThreadTimeOut(true);
    return made;
  }

  boolean areThere() {
    return pool != null;
  }

  int busy() {
    return pool == null ? 0 : pool.getActiveCount();
  }

  /// @return false when there are no workers, or too much is waiting for them already
  boolean submit(Runnable work) {
    if (pool == null) {
      return false;
    }
    try {
      pool.execute(work);
      return true;
    } catch (RejectedExecutionException e) {
      return false;
    }
  }

  /// What has begun finishes.
  void close() {
    if (pool != null) {
      pool.shutdown();
    }
  }
}
