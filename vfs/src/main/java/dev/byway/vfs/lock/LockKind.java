package dev.byway.vfs.lock;

/// Whether a lock is shared.
public enum LockKind {
  /// Shared: F_RDLCK, LOCK_SH.
  READ,
  /// Exclusive: F_WRLCK, LOCK_EX.
  WRITE;

  /// Whether locks of two owners cannot be held on the same byte.
  public boolean conflicts(LockKind other) {
    return this == WRITE || other == WRITE;
  }
}
