package dev.byway.server.nfs4;

import dev.byway.base.ErrnoException;
import dev.byway.server.export.Target;
import dev.byway.server.state.Nfs4Exception;
import dev.byway.wire.WireException;
import dev.byway.wire.nfs4.Nfs4;
import dev.byway.wire.nfs4.NfsStat4;

/// READLINK, RFC 8881 §18.24.
final class ReadlinkOperation implements Operation {
  @Override
  public NfsStat4 execute(Compound compound) throws WireException, ErrnoException, Nfs4Exception {
    Target target = compound.current();
    byte[] link = target.vfs().readlink(target.caller(), target.node());
    compound.ensure(Integer.BYTES + Nfs4.MAX_LINK_TEXT);
    compound.out().opaque(link);
    return NfsStat4.NFS4_OK;
  }
}
