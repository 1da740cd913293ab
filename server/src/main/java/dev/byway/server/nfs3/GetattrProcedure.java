package dev.byway.server.nfs3;

import dev.byway.base.ErrnoException;
import dev.byway.server.export.Target;
import dev.byway.server.rpc.RpcCall;
import dev.byway.server.rpc.RpcProcedure;
import dev.byway.wire.WireException;
import dev.byway.wire.nfs3.Fattr3;
import dev.byway.wire.nfs3.Getattr3;

/// GETATTR, RFC 1813 §3.3.1.
final class GetattrProcedure implements RpcProcedure {
  private static final int MAX_RESULT = Integer.BYTES + Fattr3.SIZE;

  private final NfsDoor door;

  GetattrProcedure(NfsDoor door) {
    this.door = door;
  }

  @Override
  public String name() {
    return "GETATTR";
  }

  @Override
  public void execute(RpcCall call) throws WireException, ErrnoException {
    Getattr3.Args args = Getattr3.Args.decode(call.args());
    Getattr3.Res res;
    try {
      Target target = door.target(call, args.object());
      res =
          new Getattr3.Res.Ok(Attributes3.of(target.vfs().getattr(target.caller(), target.node())));
    } catch (ErrnoException e) {
      res = new Getattr3.Res.Fail(NfsDoor.status(call, e));
    }
    res.encode(call.reply(MAX_RESULT));
  }
}
