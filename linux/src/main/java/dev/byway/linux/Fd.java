package dev.byway.linux;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// A descriptor that many threads use: it is closed when its owner has closed it and the last call
/// under way is over, so that nobody ever uses a number that already means another file.
///
/// Use: `int fd = file.acquire(); try { ... } finally { file.release(); }`
public final class Fd implements AutoCloseable {
  private static final int CLOSED = 1 << 31;
  private static final VarHandle USES;

  static {
    try {
      USES = MethodHandles.lookup().findVarHandle(Fd.class, "uses", int.class);
    } catch (ReflectiveOperationException impossible) {
      throw new ExceptionInInitializerError(impossible);
    }
  }

  private final int number;

  /// Calls under way, and [#CLOSED].
  @SuppressWarnings("UnusedVariable")
  private volatile int uses;

  /// Takes the descriptor over.
  public Fd(int number) {
    this.number = number;
  }

  /// @return the number, to be used until [#release]
  /// @throws ErrnoException EBADF closed
  public int acquire() throws ErrnoException {
    if (!tryAcquire()) {
      throw Errno.EBADF.exception();
    }
    return number;
  }

  /// As [#acquire], false when closed. The number is [#number].
  public boolean tryAcquire() {
    if ((int) USES.getAndAdd(this, 1) >= 0) {
      return true;
    }
    release();
    return false;
  }

  /// The number, for who holds it by [#tryAcquire].
  public int number() {
    return number;
  }

  public void release() {
    // the last one out closes; who comes after (and finds it closed) must not close again
    if ((int) USES.getAndAdd(this, -1) == CLOSED + 1) {
      closeOnce();
    }
  }

  public boolean isClosed() {
    return uses < 0;
  }

  /// Idempotent. The descriptor goes when the last use is released.
  @Override
  public void close() {
    if ((int) USES.getAndBitwiseOr(this, CLOSED) == 0) {
      closeOnce();
    }
  }

  private void closeOnce() {
    // uses is CLOSED exactly here; a late tryAcquire may bring it to CLOSED + 1 and back
    if (USES.compareAndSet(this, CLOSED, CLOSED | 1 << 30)) {
      Descriptors.close(number);
    }
  }
}
