package dev.byway.server.nfs3;

import dev.byway.base.ErrnoException;
import dev.byway.server.export.Target;
import dev.byway.server.rpc.RpcCall;
import dev.byway.server.rpc.RpcProcedure;
import dev.byway.vfs.Access;
import dev.byway.wire.WireException;
import dev.byway.wire.nfs3.Access3;
import dev.byway.wire.nfs3.Fattr3;

/// ACCESS, RFC 1813 §3.3.4. The room's bits have the RFC's values.
final class AccessProcedure implements RpcProcedure {
  private static final int MAX_RESULT = 2 * Integer.BYTES + Fattr3.POST_OP_SIZE;
  private static final int CHANGES = Access.MODIFY | Access.EXTEND | Access.DELETE;

  private final NfsDoor door;

  AccessProcedure(NfsDoor door) {
    this.door = door;
  }

  @Override
  public String name() {
    return "ACCESS";
  }

  @Override
  public void execute(RpcCall call) throws WireException, ErrnoException {
    Access3.Args args = Access3.Args.decode(call.args());
    Target target = null;
    Access3.Res res;
    try {
      target = door.target(call, args.object());
      int wanted = args.access() & (target.rule().readOnly() ? Access.ALL & ~CHANGES : Access.ALL);
      int granted = target.vfs().access(target.caller(), target.node(), wanted);
      res = new Access3.Res.Ok(NfsDoor.attributes(target), granted);
    } catch (ErrnoException e) {
      res = new Access3.Res.Fail(NfsDoor.status(call, e), NfsDoor.attributes(target));
    }
    res.encode(call.reply(MAX_RESULT));
  }
}
