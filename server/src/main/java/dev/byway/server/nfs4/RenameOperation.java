package dev.byway.server.nfs4;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.server.export.Target;
import dev.byway.server.state.Nfs4Exception;
import dev.byway.vfs.Name;
import dev.byway.vfs.Node;
import dev.byway.vfs.Renamed;
import dev.byway.wire.WireException;
import dev.byway.wire.nfs4.NfsStat4;
import dev.byway.wire.nfs4.Rename4;

/// RENAME, RFC 8881 §18.26: from the saved directory to the current one.
final class RenameOperation implements Operation {
  @Override
  public NfsStat4 execute(Compound compound) throws WireException, ErrnoException, Nfs4Exception {
    Rename4.Args args = Rename4.Args.decode(compound.args());
    Target from = compound.saved();
    Target to = compound.current();
    Name fromName = Names.of(args.oldname());
    Name toName = Names.of(args.newname());
    if (from.vfs() != to.vfs()) {
      throw Errno.EXDEV.exception();
    }
    from.requireChangeable();
    to.requireChangeable();
    Names.requireNoExport(compound, from, fromName);
    Names.requireNoExport(compound, to, toName);
    Node replaced = to.nodeToDrop(toName);
    Renamed renamed;
    try {
      renamed = to.vfs().rename(to.caller(), from.node(), fromName, to.node(), toName);
    } catch (ErrnoException e) {
      // RFC 8881 §18.26.3 has one word for a name that cannot be replaced.
      boolean kinds = e.errno() == Errno.EISDIR || e.errno() == Errno.ENOTDIR;
      if (kinds && isDirectory(from) && isDirectory(to)) {
        throw Errno.EEXIST.exception();
      }
      throw e;
    }
    compound.door().openFiles().drop(replaced);
    from.settle(from.node());
    if (!from.node().equals(to.node())) {
      to.settle(to.node());
    }
    Names.info(renamed.from()).encode(compound.out());
    Names.info(renamed.to()).encode(compound.out());
    return NfsStat4.NFS4_OK;
  }

  private static boolean isDirectory(Target target) throws ErrnoException {
    return target.vfs().getattr(target.caller(), target.node()).isDirectory();
  }
}
