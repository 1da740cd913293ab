package dev.byway.server.work;

import dev.byway.base.ServingThread;
import dev.byway.net.AdaptiveSpin;
import dev.byway.net.SendBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The bounded pool of threads for calls that may wait. Connections take turns, one call each, so
/// that one with many calls does not hold up another with few; how many one may have here is
/// bounded where it is read. A connection that does not read its replies is passed over until it
/// does.
///
/// A free worker looks for work for a moment before it sleeps, while that pays. Calls that are
/// known to wait get a worker each, at once. Of those that only might, a few workers take one after
/// the other, as long as that goes quickly: more threads would only get in each other's way, in the
/// directory they all change for example. When it does not go quickly, more workers are woken one
/// by one.
public final class Workers {
  private final ReentrantLock lock = new ReentrantLock();
  private final ArrayDeque<Lane> row = new ArrayDeque<>();
  private final ArrayDeque<Worker> asleep = new ArrayDeque<>();
  private final List<Worker> workers = new ArrayList<>();
  private final AtomicInteger maySpin = new AtomicInteger(1);
  private final Thread watch;
  private volatile int waiting;

  /// Calls that no worker has taken yet; with the lock.
  private int queued;

  /// Nobody watches how long calls wait, because none did for some time.
  private volatile boolean unwatched;

  private final AtomicInteger looking = new AtomicInteger();
  private volatile boolean stopped;

  /// Workers that are woken at once for calls that might wait.
  private static final int EAGER = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);

  /// How long a free worker looks for work: less than connections do, as it is not alone.
  private static final long LOOK_NANOS = 50_000;

  /// A call that waits for so long has another worker woken.
  private static final long LONG_NANOS = 1_000_000;

  /// After so many looks without a waiting call, the watch sleeps.
  private static final int IDLE_LOOKS = 50;

  /// @param count of threads, at least 1
  /// @param firstStripe the statistics stripe of the first, the others follow
  public Workers(int count, int firstStripe, boolean spin) {
    for (int i = 0; i < count; i++) {
      workers.add(new Worker(i, firstStripe + i, spin));
    }
    workers.forEach(worker -> worker.thread.start());
    watch = Thread.ofPlatform().daemon().name("byway-worker-watch").start(this::watch);
  }

  /// Any thread.
  public void submit(Job call) {
    Lane lane = call.lane();
    lock.lock();
    Worker wake;
    try {
      lane.calls.addLast(call);
      queued++;
      enqueue(lane);
      wake = toWake();
    } finally {
      lock.unlock();
    }
    if (wake != null) {
      wake(wake);
    } else if (unwatched) {
      unwatched = false;
      LockSupport.unpark(watch);
    }
  }

  /// The lane's owner reads again: its calls are served again.
  public void resume(Lane lane) {
    lock.lock();
    Worker wake;
    try {
      enqueue(lane);
      wake = toWake();
    } finally {
      lock.unlock();
    }
    wake(wake);
  }

  /// What they do just now.
  public WorkerLoad load() {
    lock.lock();
    try {
      int idle = asleep.size() + looking.get();
      return new WorkerLoad(workers.size(), Math.max(0, workers.size() - idle), queued);
    } finally {
      lock.unlock();
    }
  }

  private void enqueue(Lane lane) {
    if (!lane.queued && !lane.calls.isEmpty()) {
      lane.queued = true;
      row.addLast(lane);
      waiting = row.size();
    }
  }

  private @Nullable Worker toWake() {
    if (row.isEmpty() || looking.get() > 0) {
      return null;
    }
    Job first = row.getFirst().calls.peekFirst();
    boolean eager = first != null && first.waits() || workers.size() - asleep.size() < EAGER;
    return eager ? asleep.pollLast() : null;
  }

  private void watch() {
    int idle = 0;
    while (!stopped) {
      if (idle < IDLE_LOOKS) {
        LockSupport.parkNanos(this, LONG_NANOS);
      } else {
        unwatched = true;
        // A call that came just before was not told.
        if (waiting == 0) {
          LockSupport.park(this);
        }
        unwatched = false;
        idle = 0;
      }
      idle = look() ? 0 : idle + 1;
    }
  }

  /// Wakes a worker if a call waits for too long.
  ///
  /// @return whether any call waits
  private boolean look() {
    if (waiting == 0) {
      return false;
    }
    Worker wake = null;
    lock.lock();
    try {
      Lane first = row.peekFirst();
      Job call = first == null ? null : first.calls.peekFirst();
      if (call != null && System.nanoTime() - call.arrived() > LONG_NANOS) {
        wake = asleep.pollLast();
      }
    } finally {
      lock.unlock();
    }
    wake(wake);
    return true;
  }

  private static void wake(@Nullable Worker worker) {
    if (worker != null) {
      worker.awake = true;
      LockSupport.unpark(worker.thread);
    }
  }

  /// The next call, with the lock held; `null` when there is none.
  private @Nullable Job poll() {
    for (Lane lane = row.pollFirst(); lane != null; lane = row.pollFirst()) {
      lane.queued = false;
      if (lane.owner.isWritable() || !lane.owner.isOpen()) {
        Job call = lane.calls.pollFirst();
        queued -= call == null ? 0 : 1;
        enqueue(lane);
        waiting = row.size();
        return call;
      }
    }
    waiting = 0;
    return null;
  }

  /// Ends the threads after the calls they are at.
  ///
  /// @return whether all ended in time
  public boolean stop(long timeoutNanos) {
    stopped = true;
    long deadline = System.nanoTime() + timeoutNanos;
    boolean ended = true;
    LockSupport.unpark(watch);
    for (Worker worker : workers) {
      LockSupport.unpark(worker.thread);
      long left = Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime()));
      try {
        ended &= worker.thread.join(Duration.ofMillis(left));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return ended;
  }

  private static final class WorkerThread extends Thread implements ServingThread {
    WorkerThread(Runnable task, String name) {
      super(task, name);
      setDaemon(true);
    }
  }

  /// One thread of the pool, with what it needs to make replies.
  public final class Worker {
    final int stripe;
    final SendBuffer out = new SendBuffer();
    private final Thread thread;
    private final AdaptiveSpin spin;
    private volatile boolean awake;

    Worker(int index, int stripe, boolean spin) {
      this.stripe = stripe;
      this.spin = new AdaptiveSpin(spin, LOOK_NANOS, maySpin);
      this.thread = new WorkerThread(this::run, "byway-worker-" + index);
    }

    /// Which stripe of statistics is its own.
    public int stripe() {
      return stripe;
    }

    /// Where it makes replies; nobody else's.
    public SendBuffer out() {
      return out;
    }

    private void run() {
      while (!stopped) {
        Job call = next();
        if (call != null) {
          call.run(this);
        }
      }
      spin.end();
      out.end();
    }

    private @Nullable Job next() {
      Job call = tryNext(false);
      if (call != null) {
        return call;
      }
      long now = System.nanoTime();
      spin.idle(now);
      if (spin.lookAgain(now)) {
        call = look();
      }
      if (call == null) {
        call = sleep();
      }
      spin.found(System.nanoTime());
      return call;
    }

    private @Nullable Job look() {
      looking.getAndIncrement();
      while (!stopped && spin.lookAgain(System.nanoTime())) {
        Thread.onSpinWait();
        if (waiting > 0) {
          // No longer looking: whatever else is there must wake somebody.
          looking.getAndDecrement();
          Job call = tryNext(false);
          if (call != null) {
            return call;
          }
          looking.getAndIncrement();
        }
      }
      looking.getAndDecrement();
      return null;
    }

    /// Looks a last time, and lies down when there is nothing.
    private @Nullable Job sleep() {
      awake = false;
      Job call = tryNext(true);
      while (call == null && !stopped) {
        LockSupport.park(Workers.this);
        if (awake) {
          awake = false;
          call = tryNext(true);
        }
      }
      return call;
    }

    private @Nullable Job tryNext(boolean lieDown) {
      Worker wake = null;
      Job call;
      lock.lock();
      try {
        call = poll();
        if (call == null) {
          if (lieDown) {
            asleep.addLast(this);
          }
        } else {
          wake = toWake();
        }
      } finally {
        lock.unlock();
      }
      wake(wake);
      return call;
    }
  }
}
