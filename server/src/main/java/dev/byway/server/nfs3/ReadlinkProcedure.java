package dev.byway.server.nfs3;

import dev.byway.base.ErrnoException;
import dev.byway.server.export.Target;
import dev.byway.server.rpc.RpcCall;
import dev.byway.server.rpc.RpcProcedure;
import dev.byway.wire.WireException;
import dev.byway.wire.nfs3.Fattr3;
import dev.byway.wire.nfs3.Readlink3;
import dev.byway.wire.xdr.XdrString;

/// READLINK, RFC 1813 §3.3.5.
final class ReadlinkProcedure implements RpcProcedure {
  /// The longest target that Linux has, with the length word and padding.
  private static final int MAX_RESULT = 2 * Integer.BYTES + Fattr3.POST_OP_SIZE + 4096;

  private final NfsDoor door;

  ReadlinkProcedure(NfsDoor door) {
    this.door = door;
  }

  @Override
  public String name() {
    return "READLINK";
  }

  @Override
  public void execute(RpcCall call) throws WireException, ErrnoException {
    Readlink3.Args args = Readlink3.Args.decode(call.args());
    Target target = null;
    Readlink3.Res res;
    try {
      target = door.target(call, args.symlink());
      byte[] data = target.vfs().readlink(target.caller(), target.node());
      res = new Readlink3.Res.Ok(NfsDoor.attributes(target), XdrString.of(data));
    } catch (ErrnoException e) {
      res = new Readlink3.Res.Fail(NfsDoor.status(call, e), NfsDoor.attributes(target));
    }
    res.encode(call.reply(MAX_RESULT));
  }
}
