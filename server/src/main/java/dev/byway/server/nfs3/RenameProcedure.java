package dev.byway.server.nfs3;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.server.export.Target;
import dev.byway.server.rpc.RpcCall;
import dev.byway.server.rpc.RpcProcedure;
import dev.byway.vfs.Name;
import dev.byway.vfs.Node;
import dev.byway.vfs.Renamed;
import dev.byway.wire.WireException;
import dev.byway.wire.nfs3.Rename3;
import dev.byway.wire.nfs3.WccData;

/// RENAME, RFC 1813 §3.3.14. A file that loses its name to the new one is not kept open.
final class RenameProcedure implements RpcProcedure {
  private static final int MAX_RESULT = Integer.BYTES + 2 * WccData.MAX_SIZE;

  private final NfsDoor door;

  RenameProcedure(NfsDoor door) {
    this.door = door;
  }

  @Override
  public String name() {
    return "RENAME";
  }

  @Override
  public boolean replay() {
    return true;
  }

  @Override
  public void execute(RpcCall call) throws WireException, ErrnoException {
    Rename3.Args args = Rename3.Args.decode(call.args());
    Target from = null;
    Target to = null;
    Rename3.Res res;
    try {
      from = door.target(call, args.from().dir());
      to = door.target(call, args.to().dir());
      Renamed renamed = rename(from, to, args);
      res = new Rename3.Res.Ok(Attributes3.of(renamed.from()), Attributes3.of(renamed.to()));
    } catch (ErrnoException e) {
      res = new Rename3.Res.Fail(NfsDoor.status(call, e), NfsDoor.wcc(from), NfsDoor.wcc(to));
    }
    res.encode(call.reply(MAX_RESULT));
  }

  private Renamed rename(Target from, Target to, Rename3.Args args) throws ErrnoException {
    from.requireChangeable();
    to.requireChangeable();
    if (from.vfs() != to.vfs()) {
      throw Errno.EXDEV.exception();
    }
    Name fromName = Name.of(args.from().name().unsafeBytes());
    Name toName = Name.of(args.to().name().unsafeBytes());
    Node replaced = to.nodeToDrop(toName);
    Renamed renamed = to.vfs().rename(to.caller(), from.node(), fromName, to.node(), toName);
    door.openFiles().drop(replaced);
    from.settle(from.node());
    if (!from.node().equals(to.node())) {
      to.settle(to.node());
    }
    return renamed;
  }
}
