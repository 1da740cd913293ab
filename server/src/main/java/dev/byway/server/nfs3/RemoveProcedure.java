package dev.byway.server.nfs3;

import dev.byway.base.ErrnoException;
import dev.byway.server.export.Target;
import dev.byway.server.rpc.RpcCall;
import dev.byway.server.rpc.RpcProcedure;
import dev.byway.vfs.Change;
import dev.byway.vfs.Name;
import dev.byway.vfs.Node;
import dev.byway.wire.WireException;
import dev.byway.wire.nfs3.Remove3;
import dev.byway.wire.nfs3.WccData;

/// REMOVE, RFC 1813 §3.3.12. What the server itself keeps open of the file is closed, so that
/// its space is free at once.
final class RemoveProcedure implements RpcProcedure {
  private static final int MAX_RESULT = Integer.BYTES + WccData.MAX_SIZE;

  private final NfsDoor door;

  RemoveProcedure(NfsDoor door) {
    this.door = door;
  }

  @Override
  public String name() {
    return "REMOVE";
  }

  @Override
  public boolean replay() {
    return true;
  }

  @Override
  public void execute(RpcCall call) throws WireException, ErrnoException {
    Remove3.Args args = Remove3.Args.decode(call.args());
    Target dir = null;
    Remove3.Res res;
    try {
      dir = door.target(call, args.object().dir());
      dir.requireChangeable();
      Name name = Name.of(args.object().name().unsafeBytes());
      Node node = dir.nodeToDrop(name);
      Change change = dir.vfs().unlink(dir.caller(), dir.node(), name);
      door.openFiles().drop(node);
      dir.settle(dir.node());
      res = new Remove3.Res.Ok(Attributes3.of(change));
    } catch (ErrnoException e) {
      res = new Remove3.Res.Fail(NfsDoor.status(call, e), NfsDoor.wcc(dir));
    }
    res.encode(call.reply(MAX_RESULT));
  }
}
