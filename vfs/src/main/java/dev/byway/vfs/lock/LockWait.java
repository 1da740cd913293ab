package dev.byway.vfs.lock;

/// A lock that somebody waits for.
public interface LockWait {
  /// Ends the wait.
  ///
  /// @return true: nothing is held, and the [LockWaiter] is not called. False: it was called, or is
  ///     about to be
  boolean cancel();
}
