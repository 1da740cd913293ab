package dev.byway.vfs.lock;

import dev.byway.base.Errno;

/// Waits for a lock. One of its methods is called, once, by any thread, perhaps before the call
/// that asked for the lock has returned; it must not wait. It may call the room as one that cannot
/// wait.
public interface LockWaiter {
  /// The owner holds the lock.
  void granted();

  /// The owner does not get it.
  ///
  /// @param errno EDEADLK those who hold it wait for this owner by now; ECANCELED the client's
  ///     locks were released; ESTALE the room is closed; others as of the call
  void failed(Errno errno);
}
