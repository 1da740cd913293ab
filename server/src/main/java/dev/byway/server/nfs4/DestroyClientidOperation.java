package dev.byway.server.nfs4;

import dev.byway.base.ErrnoException;
import dev.byway.server.state.Nfs4Exception;
import dev.byway.wire.WireException;
import dev.byway.wire.nfs4.DestroyClientid4;
import dev.byway.wire.nfs4.NfsStat4;

/// DESTROY_CLIENTID, RFC 8881 §18.50.
final class DestroyClientidOperation implements Operation {
  @Override
  public NfsStat4 execute(Compound compound) throws WireException, ErrnoException, Nfs4Exception {
    DestroyClientid4.Args args = DestroyClientid4.Args.decode(compound.args());
    compound.requirePatience();
    if (compound.hasSession() && compound.client().clientid() == args.clientid()) {
      return NfsStat4.NFS4ERR_CLIENTID_BUSY;
    }
    compound.door().clients().destroyClient(args.clientid());
    return NfsStat4.NFS4_OK;
  }

  @Override
  public boolean outsideSession() {
    return true;
  }
}
