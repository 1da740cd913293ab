package dev.byway.server.nfs4;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.server.export.Target;
import dev.byway.server.state.Nfs4Exception;
import dev.byway.vfs.Created;
import dev.byway.vfs.Name;
import dev.byway.wire.WireException;
import dev.byway.wire.nfs4.Link4;
import dev.byway.wire.nfs4.NfsStat4;

/// LINK, RFC 8881 §18.9: the saved handle's file gets a name in the current directory.
final class LinkOperation implements Operation {
  @Override
  public NfsStat4 execute(Compound compound) throws WireException, ErrnoException, Nfs4Exception {
    Link4.Args args = Link4.Args.decode(compound.args());
    Target file = compound.saved();
    Target dir = compound.current();
    Name name = Names.of(args.newname());
    if (file.vfs() != dir.vfs()) {
      throw Errno.EXDEV.exception();
    }
    dir.requireChangeable();
    Created created = dir.vfs().link(dir.caller(), file.node(), dir.node(), name);
    dir.settle(created);
    Names.info(created.directory()).encode(compound.out());
    return NfsStat4.NFS4_OK;
  }
}
