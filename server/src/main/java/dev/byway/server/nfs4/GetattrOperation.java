package dev.byway.server.nfs4;

import dev.byway.base.ErrnoException;
import dev.byway.server.export.Target;
import dev.byway.server.state.Nfs4Exception;
import dev.byway.vfs.Attributes;
import dev.byway.wire.WireException;
import dev.byway.wire.nfs4.Getattr4;
import dev.byway.wire.nfs4.NfsStat4;

/// GETATTR, RFC 8881 §18.7.
final class GetattrOperation implements Operation {
  @Override
  public NfsStat4 execute(Compound compound) throws WireException, ErrnoException, Nfs4Exception {
    Getattr4.Args args = Getattr4.Args.decode(compound.args());
    Target target = compound.current();
    Attributes attributes = target.vfs().getattr(target.caller(), target.node());
    compound.ensure(Attributes4.MAX_SIZE);
    new Attributes4(compound, target, attributes).encode(args.attrRequest());
    return NfsStat4.NFS4_OK;
  }
}
