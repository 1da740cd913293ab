package dev.byway.vfs.lock;

import dev.byway.base.ErrnoException;
import org.jspecify.annotations.Nullable;

/// A file below a room, on which others lock too: the disk's own. It holds all locks of the
/// [LockTable] as if they were one owner's, so a byte is locked there as its strongest lock is.
/// Called under the file's lock in the table; must not wait for a lock.
public interface LockGround {
  /// Takes, or changes, the lock of every byte in the range.
  ///
  /// @return the lock in the way, and nothing was changed; null: taken
  @Nullable HeldLock take(LockKind kind, ByteRange range) throws ErrnoException;

  /// The lock that would be in the way.
  @Nullable HeldLock test(LockKind kind, ByteRange range) throws ErrnoException;

  /// Gives up the locks of a range. There is nothing to do about a failure.
  void give(ByteRange range);

  /// Takes a lock again that it held and may have lost.
  default void retake(LockKind kind, ByteRange range) throws ErrnoException {
    take(kind, range);
  }

  /// Gives all up.
  void close();

  /// Where a lock's ground comes from: the open file that the lock is asked of.
  @FunctionalInterface
  interface Source {
    /// For rooms that have no ground.
    Source NONE = (current, _) -> current;

    /// @param current the file's ground so far
    /// @return it, or another that took over what it held
    @Nullable LockGround ground(@Nullable LockGround current, LockKind kind) throws ErrnoException;
  }
}
