package dev.byway.vfs.local;

import dev.byway.base.ErrnoException;
import dev.byway.linux.Inodes;
import dev.byway.linux.Statx;

/// The verifier of an exclusive create, kept in the new file's atime and mtime until the client
/// sets these (RFC 1813 §3.3.8). 31 bits go into the seconds of each, which every file system can
/// store, and the last one into the nanoseconds.
final class Verifier {
  private Verifier() {}

  static void store(int fd, long verifier) throws ErrnoException {
    int high = (int) (verifier >>> 32);
    int low = (int) verifier;
    Inodes.utimes(fd, high & 0x7fff_ffff, high >>> 31, low & 0x7fff_ffff, low >>> 31);
  }

  static boolean matches(Statx statx, long verifier) {
    int high = (int) (verifier >>> 32);
    int low = (int) verifier;
    return statx.atimeSeconds() == (high & 0x7fff_ffff)
        && statx.atimeNanos() == high >>> 31
        && statx.mtimeSeconds() == (low & 0x7fff_ffff)
        && statx.mtimeNanos() == low >>> 31;
  }
}
