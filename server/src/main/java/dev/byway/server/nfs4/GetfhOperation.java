package dev.byway.server.nfs4;

import dev.byway.base.ErrnoException;
import dev.byway.server.export.Target;
import dev.byway.server.state.Nfs4Exception;
import dev.byway.wire.WireException;
import dev.byway.wire.nfs4.NfsStat4;

/// GETFH, RFC 8881 §18.8.
final class GetfhOperation implements Operation {
  @Override
  public NfsStat4 execute(Compound compound) throws WireException, ErrnoException, Nfs4Exception {
    Target target = compound.current();
    byte[] handle = compound.door().handles().of(target.export(), target.node()).handle();
    compound.out().opaque(handle);
    return NfsStat4.NFS4_OK;
  }
}
