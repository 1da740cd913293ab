package dev.byway.client.cache;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.vfs.Caller;
import dev.byway.vfs.OpenFile;
import dev.byway.vfs.lock.ByteRange;
import dev.byway.vfs.lock.HeldLock;
import dev.byway.vfs.lock.LockKind;
import dev.byway.vfs.lock.LockOwner;
import dev.byway.vfs.lock.LockWait;
import dev.byway.vfs.lock.LockWaiter;
import org.jspecify.annotations.Nullable;

/// What a lock means to the cache: who holds one sees what was written by all who held it before,
/// and is seen by those who hold it after. So taking it forgets the file's pages, whatever the
/// attributes say (a clock may not have ticked between two holders), and giving it up sends what
/// was written.
final class CoherentLocks {
  private final FileData data;
  private final OpenFile below;

  CoherentLocks(FileData data, OpenFile below) {
    this.data = data;
    this.below = below;
  }

  @Nullable HeldLock lock(Caller caller, LockOwner owner, LockKind kind, ByteRange range)
      throws ErrnoException {
    sendFirst(caller);
    HeldLock conflict = below.lock(caller, owner, kind, range);
    if (conflict == null) {
      taken();
    }
    return conflict;
  }

  @Nullable LockWait await(
      Caller caller, LockOwner owner, LockKind kind, ByteRange range, LockWaiter waiter)
      throws ErrnoException {
    sendFirst(caller);
    var told =
        new LockWaiter() {
          @Override
          public void granted() {
            taken();
            waiter.granted();
          }

          @Override
          public void failed(Errno errno) {
            waiter.failed(errno);
          }
        };
    LockWait wait = below.awaitLock(caller, owner, kind, range, told);
    if (wait == null) {
      taken();
    }
    return wait;
  }

  private void sendFirst(Caller caller) throws ErrnoException {
    if (!data.isNear()) {
      CachingVfs.mayWait(caller);
      data.flush.all(true);
    }
  }

  private void taken() {
    if (data.isNear()) {
      return;
    }
    Inode inode = data.inode;
    inode.lock.lock();
    try {
      inode.changedElsewhere();
      inode.attributes.changedUnseen();
    } finally {
      inode.lock.unlock();
    }
  }

  /// Whatever becomes of the data: a write that failed is told by the next write, or by close.
  void unlock(Caller caller, LockOwner owner, ByteRange range) throws ErrnoException {
    try {
      sendFirst(caller);
    } catch (ErrnoException told) {
      if (told.errno() == Errno.EAGAIN) {
        throw told;
      }
    }
    below.unlock(caller, owner, range);
  }
}
