package dev.byway.server.nfs3;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.server.export.Target;
import dev.byway.server.rpc.RpcCall;
import dev.byway.server.rpc.RpcProcedure;
import dev.byway.vfs.Change;
import dev.byway.vfs.Name;
import dev.byway.wire.WireException;
import dev.byway.wire.nfs3.Rmdir3;
import dev.byway.wire.nfs3.WccData;

/// RMDIR, RFC 1813 §3.3.13.
final class RmdirProcedure implements RpcProcedure {
  private static final int MAX_RESULT = Integer.BYTES + WccData.MAX_SIZE;

  private final NfsDoor door;

  RmdirProcedure(NfsDoor door) {
    this.door = door;
  }

  @Override
  public String name() {
    return "RMDIR";
  }

  @Override
  public boolean replay() {
    return true;
  }

  @Override
  public void execute(RpcCall call) throws WireException, ErrnoException {
    Rmdir3.Args args = Rmdir3.Args.decode(call.args());
    Target dir = null;
    Rmdir3.Res res;
    try {
      dir = door.target(call, args.object().dir());
      dir.requireChangeable();
      Name name = Name.of(args.object().name().unsafeBytes());
      if (name.isDotDot()) {
        // "If `..` is given, NFS3ERR_EXIST", §3.3.13.
        throw Errno.EEXIST.exception();
      }
      Change change = dir.vfs().rmdir(dir.caller(), dir.node(), name);
      dir.settle(dir.node());
      res = new Rmdir3.Res.Ok(Attributes3.of(change));
    } catch (ErrnoException e) {
      res = new Rmdir3.Res.Fail(NfsDoor.status(call, e), NfsDoor.wcc(dir));
    }
    res.encode(call.reply(MAX_RESULT));
  }
}
