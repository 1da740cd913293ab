package dev.byway.client.nfs3;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// The pauses between the tries of a call for which the server has no time yet
/// (NFS3ERR_JUKEBOX, RFC 1813 §2.6): ever longer, up to a limit.
final class Jukebox {
  /// The first pause.
  static final long FIRST_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(5);

  private Jukebox() {}

  /// Waits before the call is made again.
  ///
  /// @return how long the pause after this one is, in nanoseconds
  /// @throws ErrnoException EINTR the thread is interrupted, and stays so
  static long pause(long nanos) throws ErrnoException {
    long deadline = System.nanoTime() + nanos;
    for (long left = nanos; left > 0; left = deadline - System.nanoTime()) {
      LockSupport.parkNanos(left);
      if (Thread.currentThread().isInterrupted()) {
        throw Errno.EINTR.exception();
      }
    }
    return next(nanos);
  }

  static long next(long nanos) {
    return Math.min(2 * nanos, LONGEST_NANOS);
  }
}
