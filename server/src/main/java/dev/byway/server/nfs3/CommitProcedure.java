package dev.byway.server.nfs3;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.server.export.CachedFile;
import dev.byway.server.export.Target;
import dev.byway.server.rpc.RpcCall;
import dev.byway.server.rpc.RpcProcedure;
import dev.byway.vfs.Attributes;
import dev.byway.vfs.Change;
import dev.byway.wire.WireException;
import dev.byway.wire.nfs3.Commit3;
import dev.byway.wire.nfs3.Nfs3;
import dev.byway.wire.nfs3.WccData;

/// COMMIT, RFC 1813 §3.3.21.
final class CommitProcedure implements RpcProcedure {
  private static final int MAX_RESULT = Integer.BYTES + WccData.MAX_SIZE + Nfs3.NFS3_WRITEVERFSIZE;

  private final NfsDoor door;

  CommitProcedure(NfsDoor door) {
    this.door = door;
  }

  @Override
  public String name() {
    return "COMMIT";
  }

  @Override
  public void execute(RpcCall call) throws WireException, ErrnoException {
    Commit3.Args args = Commit3.Args.decode(call.args());
    Target target = null;
    Commit3.Res res;
    try {
      target = door.target(call, args.file());
      target.requireWritable();
      res = commit(target, args);
    } catch (ErrnoException e) {
      res = new Commit3.Res.Fail(NfsDoor.status(call, e), NfsDoor.wcc(target));
    }
    res.encode(call.reply(MAX_RESULT));
  }

  private Commit3.Res commit(Target target, Commit3.Args args) throws ErrnoException {
    if (args.offset() < 0) {
      throw Errno.EINVAL.exception();
    }
    for (int attempt = 0; attempt < NfsDoor.ATTEMPTS; attempt++) {
      CachedFile cached = door.open(target, true);
      try {
        Attributes before = cached.file().getattr(target.caller());
        if (cached.holds(before)) {
          long count = Integer.toUnsignedLong(args.count());
          long verifier = cached.file().commit(target.caller(), args.offset(), count);
          Change change = new Change(before, cached.file().getattr(target.caller()), false);
          return new Commit3.Res.Ok(Attributes3.of(change), door.verifier(verifier));
        }
      } catch (ErrnoException e) {
        if (e.errno() != Errno.EBADF) {
          throw e;
        }
      }
      door.openFiles().drop(cached);
    }
    throw Errno.ESTALE.exception();
  }
}
