package dev.byway.client.rpc;

import java.util.concurrent.atomic.AtomicInteger;

/// How long a reader spins on its socket before it sleeps. Being woken costs some 60 µs across
/// cores, so spinning pays when replies come within about that time, and is waste when they do not.
/// The wait that was last seen decides: a fast server is waited for with a spin, a slow or idle one
/// with a sleep.
///
/// One thread at a time: the reader of the connection.
final class ReplySpin {
  /// Replies that take longer are not worth a spin.
  static final long LIMIT_NANOS = 100_000;

  /// A sleep sees its own wake-up in the wait, so a wait under this may have been a short one.
  private static final long SLEPT_LIMIT_NANOS = LIMIT_NANOS + 80_000;

  /// Spinning threads of the whole process: they must leave cores for those who answer.
  private static final AtomicInteger SPINNING = new AtomicInteger();

  private static final int SPINNERS_MAX =
      Math.max(1, Runtime.getRuntime().availableProcessors() / 2);

  private long expectedNanos = LIMIT_NANOS / 2;

  /// Whether to spin now; when true, [#stop] must follow.
  boolean start() {
    if (expectedNanos > LIMIT_NANOS) {
      return false;
    }
    if (SPINNING.incrementAndGet() > SPINNERS_MAX) {
      SPINNING.decrementAndGet();
      return false;
    }
    return true;
  }

  void stop() {
    SPINNING.decrementAndGet();
  }

  /// A reply came after a spin of this length.
  void came(long waitedNanos) {
    expectedNanos += (waitedNanos - expectedNanos) >> 2;
  }

  /// A reply came after a sleep of this length.
  void cameAfterSleep(long waitedNanos) {
    if (waitedNanos < SLEPT_LIMIT_NANOS) {
      came(Math.min(waitedNanos, LIMIT_NANOS / 2));
    } else {
      came(Math.min(waitedNanos, 4 * LIMIT_NANOS));
    }
  }
}
