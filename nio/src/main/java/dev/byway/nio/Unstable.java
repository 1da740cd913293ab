package dev.byway.nio;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.vfs.Caller;
import dev.byway.vfs.OpenFile;
import dev.byway.vfs.Stability;
import dev.byway.vfs.Written;

/// Whether one open file has written what is not on stable storage yet, and whether the server kept
/// it: its verifier must not change between write and commit (RFC 1813 §3.3.21). The data is not
/// here to be written again; a cache below would have it. Any thread.
final class Unstable {
  private boolean any;
  private boolean lost;
  private long verifier;

  synchronized void add(Written written) {
    if (written.committed() == Stability.UNSTABLE && written.count() > 0) {
      lost |= any && verifier != written.verifier();
      verifier = written.verifier();
      any = true;
    }
  }

  synchronized boolean isAny() {
    return any;
  }

  /// @throws ErrnoException EIO the server forgot some of it
  void commit(OpenFile file, Caller caller) throws ErrnoException {
    boolean wasAny;
    boolean wasLost;
    long before;
    synchronized (this) {
      wasAny = any;
      wasLost = lost;
      before = verifier;
      any = false;
      lost = false;
    }
    long after;
    try {
      after = file.commit(caller, 0, 0);
    } catch (ErrnoException e) {
      synchronized (this) {
        any |= wasAny;
        lost |= wasLost;
      }
      throw e;
    }
    if (wasLost || (wasAny && after != before)) {
      throw Errno.EIO.exception("the server was restarted and may have lost what was written");
    }
  }
}
