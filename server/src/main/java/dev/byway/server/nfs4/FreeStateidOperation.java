package dev.byway.server.nfs4;

import dev.byway.base.ErrnoException;
import dev.byway.server.state.LockState;
import dev.byway.server.state.Nfs4Exception;
import dev.byway.server.state.State;
import dev.byway.wire.WireException;
import dev.byway.wire.nfs4.FreeStateid4;
import dev.byway.wire.nfs4.NfsStat4;

/// FREE_STATEID, RFC 8881 §18.38.
final class FreeStateidOperation implements Operation {
  @Override
  public NfsStat4 execute(Compound compound) throws WireException, ErrnoException, Nfs4Exception {
    FreeStateid4.Args args = FreeStateid4.Args.decode(compound.args());
    State state = compound.client().state(compound.meant(args.stateid()));
    if (!(state instanceof LockState locks) || locks.isHeld()) {
      return NfsStat4.NFS4ERR_LOCKS_HELD;
    }
    compound.door().files().free(locks);
    return NfsStat4.NFS4_OK;
  }
}
