package dev.byway.server.nfs4;

import dev.byway.base.ErrnoException;
import dev.byway.server.state.Nfs4Exception;
import dev.byway.wire.WireException;
import dev.byway.wire.nfs4.DestroySession4;
import dev.byway.wire.nfs4.NfsStat4;

/// DESTROY_SESSION, RFC 8881 §18.37.
final class DestroySessionOperation implements Operation {
  @Override
  public NfsStat4 execute(Compound compound) throws WireException, ErrnoException, Nfs4Exception {
    DestroySession4.Args args = DestroySession4.Args.decode(compound.args());
    boolean mine = compound.hasSession() && compound.session().id().equals(args.sessionid());
    if (mine && compound.done() + 1 != compound.head().operations()) {
      return NfsStat4.NFS4ERR_NOT_ONLY_OP;
    }
    compound.door().clients().destroySession(args.sessionid());
    return NfsStat4.NFS4_OK;
  }

  @Override
  public boolean outsideSession() {
    return true;
  }
}
