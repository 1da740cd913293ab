package dev.byway.server.nfs4;

import dev.byway.base.ErrnoException;
import dev.byway.server.state.Nfs4Exception;
import dev.byway.wire.WireException;
import dev.byway.wire.nfs4.NfsStat4;

/// One operation of a COMPOUND. Has no state of its own; runs on many threads at once.
interface Operation {
  /// Reads its arguments from [Compound#args], does its work and writes what follows a status of
  /// NFS4_OK to [Compound#out]. For results of more than [Compound#ROOM] bytes it asks for room
  /// first.
  ///
  /// @return the status; with one that is not NFS4_OK, what was written goes out behind it too
  /// @throws WireException the arguments are none
  /// @throws ErrnoException the status that its errno stands for; EAGAIN when the call cannot wait
  ///     and nothing was changed yet: it is run again by a thread that can
  /// @throws Nfs4Exception its status
  NfsStat4 execute(Compound compound) throws WireException, ErrnoException, Nfs4Exception;

  /// Whether it runs without a session: alone in its COMPOUND then.
  default boolean outsideSession() {
    return false;
  }
}
