package dev.byway.net;

import io.netty.channel.SelectStrategy;
import io.netty.util.IntSupplier;
import java.util.concurrent.atomic.AtomicInteger;

/// Lets an event loop look for events without blocking as long as [AdaptiveSpin] says that it pays.
final class SpinSelectStrategy implements SelectStrategy {
  private static final AtomicInteger FREE = AdaptiveSpin.half();

  private final AdaptiveSpin spin;
  private boolean idle;

  SpinSelectStrategy(boolean enabled) {
    spin = new AdaptiveSpin(enabled, AdaptiveSpin.WINDOW_NANOS, FREE);
  }

  /// Between two looks it returns to the loop, which so sees tasks of other threads in time.
  @Override
  public int calculateStrategy(IntSupplier selectNow, boolean hasTasks) throws Exception {
    int ready = selectNow.get();
    long now = System.nanoTime();
    if (ready > 0 || hasTasks) {
      if (idle) {
        idle = false;
        spin.found(now);
      }
      return ready;
    }
    if (!idle) {
      idle = true;
      spin.idle(now);
    }
    return spin.lookAgain(now) ? 0 : SELECT;
  }
}
