package dev.byway.server.nfs4;

import dev.byway.base.ErrnoException;
import dev.byway.server.export.Target;
import dev.byway.server.state.Nfs4Exception;
import dev.byway.vfs.Change;
import dev.byway.vfs.XattrHow;
import dev.byway.vfs.XattrName;
import dev.byway.wire.WireException;
import dev.byway.wire.nfs4.NfsStat4;
import dev.byway.wire.nfs4.Setxattr4;

/// SETXATTR, RFC 8276 §8.4.2.
final class SetxattrOperation implements Operation {
  @Override
  public NfsStat4 execute(Compound compound) throws WireException, ErrnoException, Nfs4Exception {
    Setxattr4.Args args = Setxattr4.Args.decode(compound.args());
    Target target = compound.current();
    XattrHow how =
        switch (args.option()) {
          case Setxattr4.EITHER -> XattrHow.EITHER;
          case Setxattr4.CREATE -> XattrHow.CREATE;
          case Setxattr4.REPLACE -> XattrHow.REPLACE;
          default -> throw new WireException("setxattr_option4 " + args.option());
        };
    byte[] value = new byte[args.value().remaining()];
    args.value().get(value);
    target.requireChangeable();
    XattrName name = Xattrs.name(args.name());
    Change change = target.vfs().setxattr(target.caller(), target.node(), name, value, how);
    target.settle(target.node());
    Names.info(change).encode(compound.out());
    return NfsStat4.NFS4_OK;
  }
}
