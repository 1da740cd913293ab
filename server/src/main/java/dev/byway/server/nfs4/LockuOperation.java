package dev.byway.server.nfs4;

import dev.byway.base.ErrnoException;
import dev.byway.server.export.Target;
import dev.byway.server.state.LockState;
import dev.byway.server.state.Nfs4Exception;
import dev.byway.vfs.lock.ByteRange;
import dev.byway.wire.WireException;
import dev.byway.wire.nfs4.Locku4;
import dev.byway.wire.nfs4.NfsStat4;
import dev.byway.wire.nfs4.Stateid4;

/// LOCKU, RFC 8881 §18.12.
final class LockuOperation implements Operation {
  @Override
  public NfsStat4 execute(Compound compound) throws WireException, ErrnoException, Nfs4Exception {
    Locku4.Args args = Locku4.Args.decode(compound.args());
    Target target = compound.current();
    ByteRange range = Locks.range(args.offset(), args.length());
    if (!(compound.state(args.lockStateid()) instanceof LockState state)) {
      return NfsStat4.NFS4ERR_BAD_STATEID;
    }
    try {
      state.open().any().unlock(target.caller(), state.inRoom(), range);
    } catch (ErrnoException e) {
      throw Io.closed(e);
    }
    Stateid4 stateid = state.unlocked(range);
    compound.currentStateid(stateid);
    stateid.encode(compound.out());
    return NfsStat4.NFS4_OK;
  }
}
