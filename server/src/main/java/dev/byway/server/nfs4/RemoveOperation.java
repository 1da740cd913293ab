package dev.byway.server.nfs4;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.server.export.Target;
import dev.byway.server.state.Nfs4Exception;
import dev.byway.vfs.Change;
import dev.byway.vfs.Name;
import dev.byway.vfs.Node;
import dev.byway.wire.WireException;
import dev.byway.wire.nfs4.NfsStat4;
import dev.byway.wire.nfs4.Remove4;

/// REMOVE, RFC 8881 §18.25: of files and empty directories.
final class RemoveOperation implements Operation {
  @Override
  public NfsStat4 execute(Compound compound) throws WireException, ErrnoException, Nfs4Exception {
    Remove4.Args args = Remove4.Args.decode(compound.args());
    Target dir = compound.current();
    Name name = Names.of(args.target());
    dir.requireChangeable();
    Names.requireNoExport(compound, dir, name);
    Node node = dir.nodeToDrop(name);
    Change change;
    try {
      change = dir.vfs().unlink(dir.caller(), dir.node(), name);
      compound.door().openFiles().drop(node);
    } catch (ErrnoException e) {
      if (e.errno() != Errno.EISDIR) {
        throw e;
      }
      change = dir.vfs().rmdir(dir.caller(), dir.node(), name);
    }
    dir.settle(dir.node());
    Names.info(change).encode(compound.out());
    return NfsStat4.NFS4_OK;
  }
}
