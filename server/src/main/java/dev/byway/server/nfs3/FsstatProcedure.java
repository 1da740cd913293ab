package dev.byway.server.nfs3;

import dev.byway.base.ErrnoException;
import dev.byway.server.export.Target;
import dev.byway.server.rpc.RpcCall;
import dev.byway.server.rpc.RpcProcedure;
import dev.byway.vfs.FsStat;
import dev.byway.wire.WireException;
import dev.byway.wire.nfs3.Fattr3;
import dev.byway.wire.nfs3.Fsstat3;

/// FSSTAT, RFC 1813 §3.3.18.
final class FsstatProcedure implements RpcProcedure {
  private static final int MAX_RESULT = 2 * Integer.BYTES + Fattr3.POST_OP_SIZE + 6 * Long.BYTES;

  private final NfsDoor door;

  FsstatProcedure(NfsDoor door) {
    this.door = door;
  }

  @Override
  public String name() {
    return "FSSTAT";
  }

  @Override
  public void execute(RpcCall call) throws WireException, ErrnoException {
    Fsstat3.Args args = Fsstat3.Args.decode(call.args());
    Target target = null;
    Fsstat3.Res res;
    try {
      target = door.target(call, args.fsroot());
      res = answer(target);
    } catch (ErrnoException e) {
      res = new Fsstat3.Res.Fail(NfsDoor.status(call, e), NfsDoor.attributes(target));
    }
    res.encode(call.reply(MAX_RESULT));
  }

  private static Fsstat3.Res answer(Target target) throws ErrnoException {
    FsStat stat = target.vfs().statfs(target.caller(), target.node());
    return new Fsstat3.Res.Ok(
        NfsDoor.attributes(target),
        stat.totalBytes(),
        stat.freeBytes(),
        stat.availableBytes(),
        stat.totalFiles(),
        stat.freeFiles(),
        stat.availableFiles(),
        0);
  }
}
