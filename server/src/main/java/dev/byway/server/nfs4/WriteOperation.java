package dev.byway.server.nfs4;

import dev.byway.base.ErrnoException;
import dev.byway.server.export.Target;
import dev.byway.server.state.Nfs4Exception;
import dev.byway.vfs.OpenFile;
import dev.byway.vfs.Stability;
import dev.byway.vfs.Written;
import dev.byway.wire.WireException;
import dev.byway.wire.nfs4.NfsStat4;
import dev.byway.wire.nfs4.Open4;
import dev.byway.wire.nfs4.StableHow4;
import dev.byway.wire.nfs4.Write4;
import java.nio.ByteBuffer;

/// WRITE, RFC 8881 §18.32. The data is written from where the network put it.
final class WriteOperation implements Operation {
  @Override
  public NfsStat4 execute(Compound compound) throws WireException, ErrnoException, Nfs4Exception {
    Write4.Args args = Write4.Args.decode(compound.args(), Nfs4Door.TRANSFER_MAX);
    Target target = compound.current();
    Io io = Io.of(compound, target, args.stateid(), Open4.WRITE);
    ByteBuffer data = args.data();
    if (args.offset() < 0 || args.offset() > Long.MAX_VALUE - data.remaining()) {
      return NfsStat4.NFS4ERR_FBIG;
    }
    Stability wanted = stability(args.stable());
    OpenFile file = io.file();
    Written written;
    try {
      written =
          file != null
              ? file.write(target.caller(), data, args.offset(), wanted)
              : io.use(true, (kept, caller) -> kept.write(caller, data, args.offset(), wanted));
    } catch (ErrnoException e) {
      throw Io.closed(e);
    }
    long verifier = compound.door().verifier(written.verifier());
    new Write4.Ok(written.count(), stableHow(written.committed()), verifier).encode(compound.out());
    return NfsStat4.NFS4_OK;
  }

  private static Stability stability(StableHow4 how) {
    return switch (how) {
      case UNSTABLE4 -> Stability.UNSTABLE;
      case DATA_SYNC4 -> Stability.DATA_SYNC;
      case FILE_SYNC4 -> Stability.FILE_SYNC;
    };
  }

  static StableHow4 stableHow(Stability stability) {
    return switch (stability) {
      case UNSTABLE -> StableHow4.UNSTABLE4;
      case DATA_SYNC -> StableHow4.DATA_SYNC4;
      case FILE_SYNC -> StableHow4.FILE_SYNC4;
    };
  }
}
