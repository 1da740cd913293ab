package dev.byway.server.nfs3;

import dev.byway.base.ErrnoException;
import dev.byway.server.export.Target;
import dev.byway.server.rpc.RpcCall;
import dev.byway.server.rpc.RpcProcedure;
import dev.byway.vfs.Capabilities;
import dev.byway.wire.WireException;
import dev.byway.wire.nfs3.Fattr3;
import dev.byway.wire.nfs3.Pathconf3;

/// PATHCONF, RFC 1813 §3.3.20.
final class PathconfProcedure implements RpcProcedure {
  private static final int MAX_RESULT = 7 * Integer.BYTES + Fattr3.POST_OP_SIZE;

  private final NfsDoor door;

  PathconfProcedure(NfsDoor door) {
    this.door = door;
  }

  @Override
  public String name() {
    return "PATHCONF";
  }

  @Override
  public void execute(RpcCall call) throws WireException, ErrnoException {
    Pathconf3.Args args = Pathconf3.Args.decode(call.args());
    Target target = null;
    Pathconf3.Res res;
    try {
      target = door.target(call, args.object());
      res = answer(target);
    } catch (ErrnoException e) {
      res = new Pathconf3.Res.Fail(NfsDoor.status(call, e), NfsDoor.attributes(target));
    }
    res.encode(call.reply(MAX_RESULT));
  }

  private static Pathconf3.Res answer(Target target) {
    Capabilities room = target.vfs().capabilities();
    return new Pathconf3.Res.Ok(
        NfsDoor.attributes(target),
        room.linkMax(),
        room.nameMax(),
        true,
        room.chownRestricted(),
        !room.caseSensitive(),
        room.casePreserving());
  }
}
