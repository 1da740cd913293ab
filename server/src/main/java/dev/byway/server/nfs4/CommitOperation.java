package dev.byway.server.nfs4;

import dev.byway.base.ErrnoException;
import dev.byway.server.export.Target;
import dev.byway.server.state.Nfs4Exception;
import dev.byway.wire.WireException;
import dev.byway.wire.nfs4.Commit4;
import dev.byway.wire.nfs4.NfsStat4;
import dev.byway.wire.nfs4.Open4;
import dev.byway.wire.nfs4.Stateid4;

/// COMMIT, RFC 8881 §18.3.
final class CommitOperation implements Operation {
  @Override
  public NfsStat4 execute(Compound compound) throws WireException, ErrnoException, Nfs4Exception {
    Commit4.Args args = Commit4.Args.decode(compound.args());
    Target target = compound.current();
    if (args.offset() < 0) {
      return NfsStat4.NFS4ERR_INVAL;
    }
    Io io = Io.of(compound, target, Stateid4.READ_BYPASS, Open4.WRITE);
    long count = Integer.toUnsignedLong(args.count());
    long verifier = io.use(true, (kept, caller) -> kept.commit(caller, args.offset(), count));
    new Commit4.Ok(compound.door().verifier(verifier)).encode(compound.out());
    return NfsStat4.NFS4_OK;
  }
}
