package dev.byway.fuse;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.vfs.Caller;
import dev.byway.vfs.OpenFile;
import dev.byway.vfs.OpenHow;
import dev.byway.vfs.Stability;
import dev.byway.vfs.Vfs;
import dev.byway.vfs.Written;
import dev.byway.vfs.lock.LockKind;
import org.jspecify.annotations.Nullable;

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
  private @Nullable OpenFile forLocks;
  private boolean lost;

  OpenHandle(OpenFile file, FuseNode node, Caller opener) {
    this.file = file;
    this.node = node;
    this.opener = opener;
  }

  /// Another open file, for a lock that this one is not open for. Closed with this handle.
  ///
  /// @throws ErrnoException EBADF the opener may not open it for that
  OpenFile fileForLocks(Vfs vfs, LockKind kind) throws ErrnoException {
    OpenHow how = kind == LockKind.READ ? OpenHow.READ : OpenHow.WRITE;
    synchronized (this) {
      OpenFile made = forLocks;
      if (made == null) {
        try {
          made = vfs.open(opener, node.node, how);
        } catch (ErrnoException mayNot) {
          throw Errno.EBADF.exception();
        }
        forLocks = made;
      }
      return made;
    }
  }

  void close() {
    OpenFile other;
    synchronized (this) {
      other = forLocks;
      forLocks = null;
    }
    if (other != null) {
      other.close();
    }
    file.close();
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
