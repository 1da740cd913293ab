package dev.byway.vfs.lock;

/// Bounds of a [LockTable]: ENOLCK beyond. A wait counts as a lock.
///
/// @param perClient of one [LockClient]
/// @param perFile of one file; taking a lock costs time by the locks of its file
/// @param total in the table
public record LockLimits(int perClient, int perFile, int total) {
  public static final LockLimits DEFAULT = new LockLimits(100_000, 16_384, 1_000_000);
}
