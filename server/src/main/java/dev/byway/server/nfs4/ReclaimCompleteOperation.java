package dev.byway.server.nfs4;

import dev.byway.base.ErrnoException;
import dev.byway.server.state.Nfs4Exception;
import dev.byway.wire.WireException;
import dev.byway.wire.nfs4.NfsStat4;
import dev.byway.wire.nfs4.ReclaimComplete4;

/// RECLAIM_COMPLETE, RFC 8881 §18.51.
final class ReclaimCompleteOperation implements Operation {
  @Override
  public NfsStat4 execute(Compound compound) throws WireException, ErrnoException, Nfs4Exception {
    ReclaimComplete4.Args args = ReclaimComplete4.Args.decode(compound.args());
    if (args.oneFs()) {
      compound.current();
    } else {
      compound.door().clients().reclaimComplete(compound.client());
    }
    return NfsStat4.NFS4_OK;
  }
}
