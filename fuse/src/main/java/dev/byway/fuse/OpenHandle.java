package dev.byway.fuse;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.vfs.Caller;
import dev.byway.vfs.OpenFile;
import dev.byway.vfs.Stability;
import dev.byway.vfs.Written;

/// An open file as the kernel knows it: from OPEN or CREATE to RELEASE.
final class OpenHandle {
  final OpenFile file;
  final FuseNode node;

  /// Who opened it: reads and writes act as them, whoever holds the descriptor by now.
  final Caller opener;

  /// Chosen when it is opened; guarded by the node's monitor.
  IoRoads.Road road = IoRoads.Road.DIRECT;

  /// The verifier of the writes since the last commit, while there are any.
  private long verifier;

  private boolean uncommitted;
  private boolean lost;

  OpenHandle(OpenFile file, FuseNode node, Caller opener) {
    this.file = file;
    this.node = node;
    this.opener = opener;
  }

  /// Remembers what a later commit must not be told to have forgotten.
  void wrote(Written written) {
    if (written.committed() != Stability.UNSTABLE) {
      return;
    }
    synchronized (this) {
      lost |= uncommitted && verifier != written.verifier();
      verifier = written.verifier();
      uncommitted = true;
    }
  }

  /// Puts all that was written on stable storage.
  ///
  /// @throws ErrnoException EIO the room lost some of it: nobody here has it to write it again
  void commit(Caller caller) throws ErrnoException {
    long now = file.commit(caller, 0, 0);
    boolean whole;
    synchronized (this) {
      whole = !lost && (!uncommitted || verifier == now);
      lost = false;
      uncommitted = false;
    }
    if (!whole) {
      throw Errno.EIO.exception();
    }
  }
}
