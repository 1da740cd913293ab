package dev.byway.server.nfs3;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.server.export.CachedFile;
import dev.byway.server.export.Target;
import dev.byway.server.rpc.RpcCall;
import dev.byway.server.rpc.RpcProcedure;
import dev.byway.vfs.Stability;
import dev.byway.vfs.Written;
import dev.byway.wire.WireException;
import dev.byway.wire.nfs3.Nfs3;
import dev.byway.wire.nfs3.StableHow;
import dev.byway.wire.nfs3.WccData;
import dev.byway.wire.nfs3.Write3;
import java.nio.ByteBuffer;

/// WRITE, RFC 1813 §3.3.7. The data is written from where the network put it.
final class WriteProcedure implements RpcProcedure {
  private static final int MAX_RESULT =
      3 * Integer.BYTES + WccData.MAX_SIZE + Nfs3.NFS3_WRITEVERFSIZE;

  private final NfsDoor door;

  WriteProcedure(NfsDoor door) {
    this.door = door;
  }

  @Override
  public String name() {
    return "WRITE";
  }

  @Override
  public void execute(RpcCall call) throws WireException, ErrnoException {
    Write3.Args args = Write3.Args.decode(call.args(), FsinfoProcedure.TRANSFER_MAX);
    Target target = null;
    Write3.Res res;
    try {
      target = door.target(call, args.file());
      target.requireWritable();
      res = write(target, args);
    } catch (ErrnoException e) {
      res = new Write3.Res.Fail(NfsDoor.status(call, e), NfsDoor.wcc(target));
    }
    res.encode(call.reply(MAX_RESULT));
  }

  private Write3.Res write(Target target, Write3.Args args) throws ErrnoException {
    ByteBuffer data = args.data();
    if (args.offset() < 0 || args.offset() > Long.MAX_VALUE - data.remaining()) {
      throw Errno.EFBIG.exception();
    }
    Stability wanted = stability(args.stable());
    for (int attempt = 0; attempt < NfsDoor.ATTEMPTS; attempt++) {
      CachedFile cached = door.open(target, true);
      try {
        // Unlike a READ, a WRITE cannot be taken back when it turns out that it was not permitted.
        if (cached.holds(cached.file().getattr(target.caller()))) {
          return ok(cached.file().write(target.caller(), data, args.offset(), wanted));
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

  private Write3.Res ok(Written written) {
    return new Write3.Res.Ok(
        Attributes3.of(written.change()),
        written.count(),
        stableHow(written.committed()),
        door.verifier(written.verifier()));
  }

  private static Stability stability(StableHow how) {
    return switch (how) {
      case UNSTABLE -> Stability.UNSTABLE;
      case DATA_SYNC -> Stability.DATA_SYNC;
      case FILE_SYNC -> Stability.FILE_SYNC;
    };
  }

  private static StableHow stableHow(Stability stability) {
    return switch (stability) {
      case UNSTABLE -> StableHow.UNSTABLE;
      case DATA_SYNC -> StableHow.DATA_SYNC;
      case FILE_SYNC -> StableHow.FILE_SYNC;
    };
  }
}
