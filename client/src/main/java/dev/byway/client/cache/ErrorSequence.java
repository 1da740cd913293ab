package dev.byway.client.cache;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import org.jspecify.annotations.Nullable;

/// Failures of writes that were answered long ago, as Linux's `errseq_t`: each open file is told of
/// the last one once, and a file that is opened later only if nobody was told.
final class ErrorSequence {
  /// What one open file was told.
  static final class Cursor {
    private volatile long told;

    private Cursor(long told) {
      this.told = told;
    }
  }

  private volatile long count;
  private long seen;
  private @Nullable ErrnoException last;

  synchronized void record(ErrnoException failure) {
    last = failure;
    count++;
  }

  synchronized Cursor open() {
    return new Cursor(seen);
  }

  /// @throws ErrnoException a failure that this open file was not told of
  void check(Cursor cursor) throws ErrnoException {
    if (cursor.told != count) {
      ErrnoException failure = take(cursor);
      if (failure != null) {
        throw failure.what().isEmpty()
            ? failure.errno().exception()
            : failure.errno().exception(failure.what());
      }
    }
  }

  private synchronized @Nullable ErrnoException take(Cursor cursor) {
    if (cursor.told == count) {
      return null;
    }
    cursor.told = count;
    seen = count;
    return last;
  }

  static boolean isTransient(ErrnoException failure) {
    return failure.errno() == Errno.EINTR;
  }
}
