package dev.byway.server.nfs3;

import dev.byway.base.ErrnoException;
import dev.byway.server.export.Target;
import dev.byway.server.rpc.RpcCall;
import dev.byway.server.rpc.RpcProcedure;
import dev.byway.vfs.CreateHow;
import dev.byway.vfs.Created;
import dev.byway.vfs.Name;
import dev.byway.wire.WireException;
import dev.byway.wire.nfs3.Create3;
import dev.byway.wire.nfs3.Createhow3;

/// CREATE, RFC 1813 §3.3.8.
final class CreateProcedure implements RpcProcedure {
  private final NfsDoor door;

  CreateProcedure(NfsDoor door) {
    this.door = door;
  }

  @Override
  public String name() {
    return "CREATE";
  }

  @Override
  public boolean replay() {
    return true;
  }

  @Override
  public void execute(RpcCall call) throws WireException, ErrnoException {
    Create3.Args args = Create3.Args.decode(call.args());
    Target dir = null;
    Create3.Res res;
    try {
      dir = door.target(call, args.where().dir());
      dir.requireChangeable();
      Name name = Name.of(args.where().name().unsafeBytes());
      Created created = dir.vfs().create(dir.caller(), dir.node(), name, how(args.how()), null);
      dir.settle(created);
      res =
          new Create3.Res.Ok(
              door.handle(dir.export(), created.entry().node()),
              Attributes3.of(created.entry().attributes()),
              Attributes3.of(created.directory()));
    } catch (ErrnoException e) {
      res = new Create3.Res.Fail(NfsDoor.status(call, e), NfsDoor.wcc(dir));
    }
    res.encode(call.reply(NfsDoor.MAX_MADE));
  }

  private static CreateHow how(Createhow3 how) throws ErrnoException {
    return switch (how) {
      case Createhow3.Unchecked unchecked ->
          new CreateHow.Unchecked(Sattr.of(unchecked.objAttributes()));
      case Createhow3.Guarded guarded -> new CreateHow.Guarded(Sattr.of(guarded.objAttributes()));
      case Createhow3.Exclusive exclusive -> new CreateHow.Exclusive(exclusive.verf());
    };
  }
}
