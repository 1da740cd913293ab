package dev.byway.server.nfs4;

import dev.byway.base.ErrnoException;
import dev.byway.server.state.Nfs4Exception;
import dev.byway.wire.WireException;
import dev.byway.wire.nfs4.NfsStat4;

/// RESTOREFH, RFC 8881 §18.27.
final class RestorefhOperation implements Operation {
  @Override
  public NfsStat4 execute(Compound compound) throws WireException, ErrnoException, Nfs4Exception {
    compound.restore();
    return NfsStat4.NFS4_OK;
  }
}
