package dev.byway.vfs.lock;

import java.util.concurrent.ConcurrentHashMap;

/// Who waits for whom, across the files of a table. Looked at only by who must wait; takes no locks
/// and follows each owner's last wait only, as Linux does, so a rare circle may be missed.
final class Deadlocks {
  /// Linux's MAX_DEADLK_ITERATIONS.
  private static final int STEPS = 10;

  private final ConcurrentHashMap<LockOwner, Waiter> waiting = new ConcurrentHashMap<>();

  /// Notes for whom a waiter waits.
  ///
  /// @return whether that owner waits for the waiter's
  boolean isDeadlock(Waiter waiter, LockOwner blocker) {
    // before the look, so that of two who close a circle at once one sees it
    waiter.blocker = blocker;
    waiting.put(waiter.owner, waiter);
    LockOwner next = blocker;
    for (int steps = 0; steps < STEPS; steps++) {
      Waiter their = waiting.get(next);
      LockOwner theirs = their == null ? null : their.blocker;
      if (theirs == null) {
        return false;
      }
      if (theirs.equals(waiter.owner)) {
        return true;
      }
      next = theirs;
    }
    return false;
  }

  void forget(Waiter waiter) {
    waiting.remove(waiter.owner, waiter);
  }
}
