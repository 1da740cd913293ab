package dev.byway.vfs.testkit;

import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Runs a test's work on many threads at once.
final class Threads {
  private Threads() {}

  interface Work {
    void run(int thread) throws Exception;
  }

  /// Starts all threads together, waits for all of them, and fails with the first failure.
  static void run(int threads, Work work) throws Exception {
    var start = new CountDownLatch(threads);
    var running = new ArrayList<Future<?>>();
    try (var pool = Executors.newFixedThreadPool(threads)) {
      for (int i = 0; i < threads; i++) {
        int thread = i;
        running.add(
            pool.submit(
                () -> {
                  start.countDown();
                  start.await();
                  work.run(thread);
                  return null;
                }));
      }
    }
    for (Future<?> each : running) {
      try {
        each.get();
      } catch (ExecutionException e) {
        throw new AssertionError(
            "on one of " + threads + " threads: " + e.getCause(), e.getCause());
      }
    }
  }
}
