package dev.byway.server.nfs4;

import dev.byway.base.ErrnoException;
import dev.byway.server.export.Target;
import dev.byway.server.state.Nfs4Exception;
import dev.byway.vfs.Fallocate;
import dev.byway.wire.WireException;
import dev.byway.wire.nfs4.NfsStat4;
import dev.byway.wire.nfs4.Open4;
import dev.byway.wire.nfs4.Range4;

/// ALLOCATE and DEALLOCATE, RFC 7862 §15.1 and §15.4.
final class AllocateOperation implements Operation {
  private final Fallocate how;

  AllocateOperation(Fallocate how) {
    this.how = how;
  }

  @Override
  public NfsStat4 execute(Compound compound) throws WireException, ErrnoException, Nfs4Exception {
    Range4.Args args = Range4.Args.decode(compound.args());
    Target target = compound.current();
    if (args.length() == 0 || args.offset() < 0) {
      return NfsStat4.NFS4ERR_INVAL;
    }
    if (args.length() < 0 || args.offset() + args.length() < 0) {
      return NfsStat4.NFS4ERR_FBIG;
    }
    target.requireChangeable();
    Io io = Io.of(compound, target, args.stateid(), Open4.WRITE);
    io.use(true, (file, caller) -> file.fallocate(caller, how, args.offset(), args.length()));
    target.settle(target.node());
    return NfsStat4.NFS4_OK;
  }
}
