package dev.byway.server.nlm4;

import java.time.Duration;

/// The time after a restart in which only locks that were held before can be taken, by those who
/// held them. None when nobody did.
public final class Grace {
  private final long endNanos;
  private volatile boolean on;

  Grace(Duration length) {
    this.endNanos = System.nanoTime() + length.toNanos();
    this.on = !length.isZero();
  }

  boolean isOn() {
    if (on && System.nanoTime() - endNanos >= 0) {
      on = false;
    }
    return on;
  }
}
