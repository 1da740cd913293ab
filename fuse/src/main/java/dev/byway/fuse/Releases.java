package dev.byway.fuse;

import java.util.concurrent.TimeUnit;

/// RELEASE requests under way. The kernel waits for none of them, so a file may still be open here
/// when its last user has closed it and goes on to remove it; and a room that keeps removed open
/// files under a hidden name (an NFS client) has it there for a moment more.
final class Releases {
  private static final long WAIT_NANOS = TimeUnit.SECONDS.toNanos(2);

  private int underWay;

  synchronized void begin() {
    underWay++;
  }

  synchronized void end() {
    if (--underWay == 0) {
      notifyAll();
    }
  }

  /// Waits for those under way, not for ever.
  ///
  /// @return false when there were none, or the thread is interrupted
  synchronized boolean await() {
    if (underWay == 0) {
      return false;
    }
    long deadline = System.nanoTime() + WAIT_NANOS;
    try {
      while (underWay > 0 && deadline - System.nanoTime() > 0) {
        TimeUnit.NANOSECONDS.timedWait(this, deadline - System.nanoTime());
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
