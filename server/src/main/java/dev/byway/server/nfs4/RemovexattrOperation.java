package dev.byway.server.nfs4;

import dev.byway.base.ErrnoException;
import dev.byway.server.export.Target;
import dev.byway.server.state.Nfs4Exception;
import dev.byway.vfs.Change;
import dev.byway.vfs.XattrName;
import dev.byway.wire.WireException;
import dev.byway.wire.nfs4.NfsStat4;
import dev.byway.wire.nfs4.Removexattr4;

/// REMOVEXATTR, RFC 8276 §8.4.4.
final class RemovexattrOperation implements Operation {
  @Override
  public NfsStat4 execute(Compound compound) throws WireException, ErrnoException, Nfs4Exception {
    Removexattr4.Args args = Removexattr4.Args.decode(compound.args());
    Target target = compound.current();
    target.requireChangeable();
    XattrName name = Xattrs.name(args.name());
    Change change = target.vfs().removexattr(target.caller(), target.node(), name);
    target.settle(target.node());
    Names.info(change).encode(compound.out());
    return NfsStat4.NFS4_OK;
  }
}
