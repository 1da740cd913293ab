package dev.byway.client.cache;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/// The calls to the room below that no thread waits for, and those that wait to be begun because so
/// many are under way already. What is begun must say [#done] once, also if there was nothing to do
/// or it fails, and must not wait: it may be begun by whoever ends another. Any thread.
final class UnderWay {
  private static final System.Logger LOG = System.getLogger(UnderWay.class.getName());
  private static final int QUEUE = 1024;

  private final int most;
  private final AtomicInteger count = new AtomicInteger();
  private final AtomicInteger queued = new AtomicInteger();
  private final ConcurrentLinkedQueue<Runnable> waiting = new ConcurrentLinkedQueue<>();

  /// Set for a thread that begins calls: those of them that end at once leave the next to its loop.
  private final ThreadLocal<Boolean> beginning = new ThreadLocal<>();

  UnderWay(int most) {
    this.most = most;
  }

  int count() {
    return count.get();
  }

  /// Begins a call, now or when others are done.
  ///
  /// @return false when too many wait already
  boolean submit(Runnable call) {
    if (queued.incrementAndGet() > QUEUE) {
      queued.decrementAndGet();
      return false;
    }
    waiting.add(call);
    begin();
    return true;
  }

  /// A call that was begun has ended.
  void done() {
    count.decrementAndGet();
    begin();
  }

  private void begin() {
    if (waiting.isEmpty() || beginning.get() != null) {
      return;
    }
    beginning.set(true);
    try {
      while (!waiting.isEmpty() && enter()) {
        Runnable next = waiting.poll();
        if (next == null) {
          count.decrementAndGet(); // and look again, for who came meanwhile and found it full
        } else {
          queued.decrementAndGet();
          run(next);
        }
      }
    } finally {
      beginning.remove();
    }
  }

  /// Whoever begins it has nothing to do with what is wrong with it.
  private static void run(Runnable call) {
    try {
      call.run();
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, "a call that nobody waits for", e);
    }
  }

  private boolean enter() {
    int now = count.get();
    while (now < most) {
      int witness = count.compareAndExchange(now, now + 1);
      if (witness == now) {
        return true;
      }
      now = witness;
    }
    return false;
  }
}
