package dev.byway.server.nfs3;

import dev.byway.base.ErrnoException;
import dev.byway.server.export.Target;
import dev.byway.server.rpc.RpcCall;
import dev.byway.server.rpc.RpcProcedure;
import dev.byway.vfs.Created;
import dev.byway.vfs.Name;
import dev.byway.wire.WireException;
import dev.byway.wire.nfs3.Mkdir3;

/// MKDIR, RFC 1813 §3.3.9.
final class MkdirProcedure implements RpcProcedure {
  private final NfsDoor door;

  MkdirProcedure(NfsDoor door) {
    this.door = door;
  }

  @Override
  public String name() {
    return "MKDIR";
  }

  @Override
  public boolean replay() {
    return true;
  }

  @Override
  public void execute(RpcCall call) throws WireException, ErrnoException {
    Mkdir3.Args args = Mkdir3.Args.decode(call.args());
    Target dir = null;
    Mkdir3.Res res;
    try {
      dir = door.target(call, args.where().dir());
      dir.requireChangeable();
      Name name = Name.of(args.where().name().unsafeBytes());
      Created created =
          dir.vfs().mkdir(dir.caller(), dir.node(), name, Sattr.of(args.attributes()));
      dir.settle(created);
      res =
          new Mkdir3.Res.Ok(
              door.handle(dir.export(), created.entry().node()),
              Attributes3.of(created.entry().attributes()),
              Attributes3.of(created.directory()));
    } catch (ErrnoException e) {
      res = new Mkdir3.Res.Fail(NfsDoor.status(call, e), NfsDoor.wcc(dir));
    }
    res.encode(call.reply(NfsDoor.MAX_MADE));
  }
}
