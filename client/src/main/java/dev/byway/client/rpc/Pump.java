package dev.byway.client.rpc;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The background thread of a connection: reads replies that no thread waits for, and reconnects.
/// It starts when there is first something for it to do, and ends when there was nothing for a
/// while.
final class Pump implements Runnable {
  private static final long BACKOFF_MIN_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
  private static final long BACKOFF_MAX_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(10);

  /// Whoever made calls without waiting for them soon waits for one of them, and reads for itself:
  /// changing threads would cost more than the reading.
  private static final long GRACE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private final RpcConnection connection;
  private final ReentrantLock lock;
  private final Condition wanted;

  // Guarded by the connection's lock.
  private @Nullable Thread thread;
  private boolean woken;
  private boolean watching;
  private long backoffNanos;

  Pump(RpcConnection connection, ReentrantLock lock) {
    this.connection = connection;
    this.lock = lock;
    this.wanted = lock.newCondition();
  }

  /// There may be something to do. With the lock.
  void wake() {
    woken = true;
    if (thread != null) {
      wanted.signal();
    } else if (!connection.isClosed()) {
      thread =
          Thread.ofPlatform().daemon().name("byway-rpc-" + connection.server()).unstarted(this);
      thread.start();
    }
  }

  /// There are calls that nobody waits for, and nobody reads. With the lock.
  void watch() {
    if (!watching || connection.isPressing()) {
      wake();
    }
  }

  @Override
  public void run() {
    lock.lock();
    try {
      boolean idle = false;
      while (!connection.isClosed() && (!idle || woken)) {
        woken = false;
        if (connection.wantsConnecting()) {
          backOff();
          connection.reconnect();
        } else if (connection.isUnattended() && !connection.isPressing() && othersRead()) {
          idle = false;
        } else if (!connection.readUnattended() && !woken) {
          idle = wanted.awaitNanos(IDLE_NANOS) <= 0 && !connection.isUnattended();
        }
      }
    } catch (InterruptedException e) {
      // Nobody interrupts it; a later wake starts another.
    } finally {
      thread = null;
      lock.unlock();
    }
  }

  /// Gives others time to come and read.
  private boolean othersRead() throws InterruptedException {
    long before = connection.reads();
    watching = true;
    try {
      long left = GRACE_NANOS;
      while (left > 0 && !connection.isPressing() && connection.isUnattended()) {
        left = wanted.awaitNanos(left);
      }
    } finally {
      watching = false;
    }
    return connection.reads() != before;
  }

  /// Waits longer before each try to connect, as long as the server has answered nothing.
  private void backOff() throws InterruptedException {
    long left = connection.wasAnswered() ? 0 : backoffNanos;
    backoffNanos = Math.clamp(2 * left, BACKOFF_MIN_NANOS, BACKOFF_MAX_NANOS);
    while (left > 0 && !connection.isClosed()) {
      left = wanted.awaitNanos(left);
    }
  }
}
