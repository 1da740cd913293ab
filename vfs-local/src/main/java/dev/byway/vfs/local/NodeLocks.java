package dev.byway.vfs.local;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.vfs.Caller;
import java.util.concurrent.locks.ReentrantLock;

/// What makes the attributes before and after a change one step: a lock per node, shared with
/// others that fall on the same stripe.
final class NodeLocks {
  private static final int STRIPES = 1024;

  /// Somebody's cached write is over by then; a disk's is not.
  private static final int SPINS = 200;

  private final ReentrantLock[] locks = new ReentrantLock[STRIPES];

  NodeLocks() {
    for (int i = 0; i < STRIPES; i++) {
      locks[i] = new ReentrantLock();
    }
  }

  private static int stripe(long ino) {
    return (int) ((ino * 0x9e37_79b9_7f4a_7c15L) >>> 54);
  }

  /// @throws ErrnoException EAGAIN: somebody has it, and the caller cannot wait
  ReentrantLock lock(Caller caller, long ino) throws ErrnoException {
    if (caller.nowait()) {
      return tryLock(ino);
    }
    ReentrantLock lock = locks[stripe(ino)];
    lock.lock();
    return lock;
  }

  private ReentrantLock tryLock(long ino) throws ErrnoException {
    ReentrantLock lock = locks[stripe(ino)];
    for (int i = 0; i < SPINS; i++) {
      if (lock.tryLock()) {
        return lock;
      }
      Thread.onSpinWait();
    }
    throw Errno.EAGAIN.exception();
  }

  /// Both, in an order that all take.
  void lockBoth(long one, long other) {
    int a = stripe(one);
    int b = stripe(other);
    locks[Math.min(a, b)].lock();
    if (a != b) {
      locks[Math.max(a, b)].lock();
    }
  }

  void unlockBoth(long one, long other) {
    int a = stripe(one);
    int b = stripe(other);
    locks[a].unlock();
    if (a != b) {
      locks[b].unlock();
    }
  }
}
