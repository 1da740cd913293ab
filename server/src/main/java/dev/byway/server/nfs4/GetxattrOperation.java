package dev.byway.server.nfs4;

import dev.byway.base.ErrnoException;
import dev.byway.server.export.Target;
import dev.byway.server.state.Nfs4Exception;
import dev.byway.wire.WireException;
import dev.byway.wire.nfs4.Getxattr4;
import dev.byway.wire.nfs4.NfsStat4;

/// GETXATTR, RFC 8276 §8.4.1.
final class GetxattrOperation implements Operation {
  @Override
  public NfsStat4 execute(Compound compound) throws WireException, ErrnoException, Nfs4Exception {
    Getxattr4.Args args = Getxattr4.Args.decode(compound.args());
    Target target = compound.current();
    byte[] value = target.vfs().getxattr(target.caller(), target.node(), Xattrs.name(args.name()));
    compound.ensure(value.length + 2 * Integer.BYTES);
    compound.out().opaque(value);
    return NfsStat4.NFS4_OK;
  }
}
