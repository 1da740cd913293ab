package dev.byway.nio;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.vfs.lock.LockWait;
import dev.byway.vfs.lock.LockWaiter;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/// A thread that waits for a lock of the room.
final class RoomLock implements LockWaiter {
  private final CountDownLatch told = new CountDownLatch(1);
  private volatile @Nullable Errno failure;
  private @Nullable LockWait wait;
  private boolean ended;

  @Override
  public void granted() {
    told.countDown();
  }

  @Override
  public void failed(Errno errno) {
    failure = errno;
    told.countDown();
  }

  /// To be said before [#await].
  void began(LockWait begun) {
    boolean over;
    synchronized (this) {
      wait = begun;
      over = ended;
    }
    if (over) {
      end();
    }
  }

  /// Ends the wait, from any thread: it fails with EINTR unless the lock was had before.
  void end() {
    LockWait begun;
    synchronized (this) {
      ended = true;
      begun = wait;
    }
    if (begun != null && begun.cancel()) {
      failed(Errno.EINTR);
    }
  }

  /// @throws ErrnoException EINTR ended, or the thread is interrupted; why the lock cannot be had
  void await() throws ErrnoException {
    boolean interrupted = false;
    while (true) {
      try {
        told.await();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
        end();
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    Errno why = failure;
    if (why != null) {
      throw why.exception();
    }
  }
}
