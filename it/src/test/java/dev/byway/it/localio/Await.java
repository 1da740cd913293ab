package dev.byway.it.localio;

import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Waits for what must come, with a deadline.
public final class Await {
  private Await() {}

  public static void until(Callable<Boolean> condition) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!condition.call()) {
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError("it did not come to pass within 30 s");
      }
      LockSupport.parkNanos(2_000_000);
    }
  }
}
