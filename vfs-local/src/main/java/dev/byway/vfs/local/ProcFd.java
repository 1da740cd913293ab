package dev.byway.vfs.local;

import dev.byway.base.ErrnoException;
import dev.byway.linux.ProcSelfFd;

/// `/proc/self/fd`, open for the life of the process.
final class ProcFd {
  static final int NUMBER = open();

  private ProcFd() {}

  private static int open() {
    try {
      return ProcSelfFd.open();
    } catch (ErrnoException missing) {
      throw new IllegalStateException("/proc must be mounted to serve a directory", missing);
    }
  }
}
