package dev.byway.server.nfs3;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.server.export.Target;
import dev.byway.server.rpc.RpcCall;
import dev.byway.server.rpc.RpcProcedure;
import dev.byway.vfs.Created;
import dev.byway.vfs.Name;
import dev.byway.wire.WireException;
import dev.byway.wire.nfs3.Fattr3;
import dev.byway.wire.nfs3.Link3;
import dev.byway.wire.nfs3.WccData;

/// LINK, RFC 1813 §3.3.15.
final class LinkProcedure implements RpcProcedure {
  private static final int MAX_RESULT = Integer.BYTES + Fattr3.POST_OP_SIZE + WccData.MAX_SIZE;

  private final NfsDoor door;

  LinkProcedure(NfsDoor door) {
    this.door = door;
  }

  @Override
  public String name() {
    return "LINK";
  }

  @Override
  public boolean replay() {
    return true;
  }

  @Override
  public void execute(RpcCall call) throws WireException, ErrnoException {
    Link3.Args args = Link3.Args.decode(call.args());
    Target file = null;
    Target dir = null;
    Link3.Res res;
    try {
      file = door.target(call, args.file());
      dir = door.target(call, args.link().dir());
      Created created = link(file, dir, Name.of(args.link().name().unsafeBytes()));
      res =
          new Link3.Res.Ok(
              Attributes3.of(created.entry().attributes()), Attributes3.of(created.directory()));
    } catch (ErrnoException e) {
      res = new Link3.Res.Fail(NfsDoor.status(call, e), NfsDoor.attributes(file), NfsDoor.wcc(dir));
    }
    res.encode(call.reply(MAX_RESULT));
  }

  private static Created link(Target file, Target dir, Name name) throws ErrnoException {
    dir.requireChangeable();
    if (file.vfs() != dir.vfs()) {
      throw Errno.EXDEV.exception();
    }
    Created created = dir.vfs().link(dir.caller(), file.node(), dir.node(), name);
    dir.settle(created);
    return created;
  }
}
