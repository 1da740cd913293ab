package dev.byway.base;

import java.io.IOException;

/// A call failed with an [Errno]. Carries no stack trace: it is an answer, not an accident.
public final class ErrnoException extends IOException {
  private static final long serialVersionUID = 1L;

  private final Errno errno;

  ErrnoException(Errno errno) {
    this.errno = errno;
  }

  ErrnoException(Errno errno, String what) {
    super(what);
    this.errno = errno;
  }

  public Errno errno() {
    return errno;
  }

  /// What failed, in the thrower's words alone; empty when it did not say.
  public String what() {
    String what = super.getMessage();
    return what == null ? "" : what;
  }

  /// What failed, when the thrower said so, and what the errno means.
  @Override
  public String getMessage() {
    String what = super.getMessage();
    String meaning = errno.message() + " (" + errno + ")";
    return what == null ? meaning : what + ": " + meaning;
  }

  @Override
  public Throwable fillInStackTrace() {
    return this;
  }
}
