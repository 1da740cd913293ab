package dev.byway.net;

import java.util.concurrent.atomic.AtomicInteger;

/// Decides whether a thread with nothing to do should look again or go to sleep.
///
/// Waking a sleeping thread on another core costs tens of microseconds, many times the work of a
/// small call; so after work a thread looks on for a while (its window), but only while that
/// pays: a score rises with every piece of work that came within the window and falls with every
/// window that passed in vain. A sparse or idle load never spins. When a spinning thread finds that
/// it was off its core, cores are scarce and it stops spinning for a time. Only so many
/// threads of a kind spin at once.
///
/// Belongs to one thread.
public final class AdaptiveSpin {
  /// The usual window: how long it takes a peer on another core to wake up, ask and be heard.
  public static final long WINDOW_NANOS = 200_000;

  private static final int CORES = Runtime.getRuntime().availableProcessors();
  private static final int BEST = 16;

  private static final long WAKE_UP_NANOS = 100_000;

  /// Two looks further apart than this: another thread had the core in between. Who shares it with
  /// one that is busy waits for milliseconds; interrupts, kernel threads and a busy hypervisor take
  /// it for less, many times a second on an idle machine, and are no reason not to spin.
  private static final long LOST_CORE_NANOS = 500_000;

  private static final long SHORTEST_PENALTY_NANOS = 1_000_000;
  private static final long LONGEST_PENALTY_NANOS = 64_000_000;

  private final AtomicInteger free;
  private final boolean enabled;
  private final long window;
  private int score;
  private boolean spinning;
  private long idleSince;
  private long lastLook;
  private long banUntil;
  private long penalty = SHORTEST_PENALTY_NANOS;

  /// @param enabled `false`: never spins
  /// @param window how long to look on after the last work, in nanoseconds
  /// @param free how many more threads of its kind may spin, shared by them: see [#half]
  public AdaptiveSpin(boolean enabled, long window, AtomicInteger free) {
    this.window = window;
    this.enabled = enabled && CORES > 1;
    this.free = free;
    long now = System.nanoTime();
    idleSince = now;
    banUntil = now;
  }

  /// Half of the cores, at least one.
  public static AtomicInteger half() {
    return new AtomicInteger(Math.max(1, CORES / 2));
  }

  /// Work was found.
  ///
  /// @param now [System#nanoTime]
  public void found(long now) {
    // More while asleep: the time that it took to wake up counts in.
    long close = spinning ? window : window + WAKE_UP_NANOS;
    if (now - idleSince <= close) {
      score = Math.min(score + 1, BEST);
    } else {
      score = Math.max(score - 1, 0);
    }
    stop();
  }

  /// Work is done, there is none just now: the idle time begins.
  public void idle(long now) {
    idleSince = now;
    lastLook = now;
  }

  /// Asked while idle, again and again: `true` to look again at once, `false` to go to sleep.
  public boolean lookAgain(long now) {
    if (!enabled || score == 0) {
      return false;
    }
    if (!spinning && !start(now)) {
      return false;
    }
    if (now - lastLook > LOST_CORE_NANOS) {
      ban(now);
      return false;
    }
    lastLook = now;
    if (now - idleSince > window) {
      score = Math.max(score - 2, 0);
      stop();
      return false;
    }
    return true;
  }

  private boolean start(long now) {
    if (now - banUntil < 0 || now - idleSince > window) {
      return false;
    }
    if (free.getAndDecrement() <= 0) {
      free.getAndIncrement();
      return false;
    }
    spinning = true;
    lastLook = now;
    return true;
  }

  private void ban(long now) {
    // Long after the last ban the trouble is a new one.
    boolean again = now - banUntil < LONGEST_PENALTY_NANOS;
    penalty = again ? Math.min(2 * penalty, LONGEST_PENALTY_NANOS) : SHORTEST_PENALTY_NANOS;
    banUntil = now + penalty;
    stop();
  }

  private void stop() {
    if (spinning) {
      spinning = false;
      free.getAndIncrement();
    }
  }

  /// Gives up what it holds; the thread ends.
  public void end() {
    stop();
  }
}
