package dev.byway.server.nfs3;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.server.export.Target;
import dev.byway.server.rpc.RpcCall;
import dev.byway.server.rpc.RpcProcedure;
import dev.byway.vfs.Change;
import dev.byway.vfs.SetAttributes;
import dev.byway.wire.WireException;
import dev.byway.wire.nfs3.NfsTime3;
import dev.byway.wire.nfs3.Setattr3;
import dev.byway.wire.nfs3.WccData;

/// SETATTR, RFC 1813 §3.3.2.
final class SetattrProcedure implements RpcProcedure {
  private static final int MAX_RESULT = Integer.BYTES + WccData.MAX_SIZE;

  private final NfsDoor door;

  SetattrProcedure(NfsDoor door) {
    this.door = door;
  }

  @Override
  public String name() {
    return "SETATTR";
  }

  @Override
  public boolean replay() {
    return true;
  }

  @Override
  public void execute(RpcCall call) throws WireException, ErrnoException {
    Setattr3.Args args = Setattr3.Args.decode(call.args());
    Target target = null;
    Setattr3.Res res;
    try {
      target = door.target(call, args.object());
      target.requireChangeable();
      res = new Setattr3.Res.Ok(Attributes3.of(set(target, args)));
    } catch (ErrnoException e) {
      res = new Setattr3.Res.Fail(NfsDoor.status(call, e), NfsDoor.wcc(target));
    }
    res.encode(call.reply(MAX_RESULT));
  }

  private Change set(Target target, Setattr3.Args args) throws ErrnoException {
    SetAttributes attributes = Sattr.of(args.newAttributes());
    NfsTime3 guard = args.guard();
    if (guard != null && !guard.isValid()) {
      throw Errno.EINVAL.exception();
    }
    Long guardCtime = guard == null ? null : (Long) guard.toNanos();
    Change change =
        target.vfs().setattr(target.caller(), target.node(), attributes, guardCtime, true);
    boolean permission =
        attributes.mode() != null || attributes.uid() != null || attributes.gid() != null;
    if (permission) {
      door.openFiles().drop(target.node());
    }
    target.settle(target.node());
    return change;
  }
}
