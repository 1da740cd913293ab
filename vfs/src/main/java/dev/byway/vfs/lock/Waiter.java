package dev.byway.vfs.lock;

import dev.byway.base.Errno;
import org.jspecify.annotations.Nullable;

/// One wait, in the queue of its file.
final class Waiter implements LockWait {
  final FileLocks file;
  final LockOwner owner;
  final LockKind kind;
  final ByteRange range;
  private final LockWaiter told;

  /// Who holds what it waits for, when it was looked at last.
  volatile @Nullable LockOwner blocker;

  /// Why it failed; guarded by the file.
  @Nullable Errno errno;

  Waiter(FileLocks file, LockOwner owner, LockKind kind, ByteRange range, LockWaiter told) {
    this.file = file;
    this.owner = owner;
    this.kind = kind;
    this.range = range;
    this.told = told;
  }

  /// When it has left the queue, without locks.
  void tell() {
    if (errno == null) {
      told.granted();
    } else {
      told.failed(errno);
    }
  }

  @Override
  public boolean cancel() {
    return file.cancel(this);
  }
}
