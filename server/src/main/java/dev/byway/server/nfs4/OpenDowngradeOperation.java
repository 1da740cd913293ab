package dev.byway.server.nfs4;

import dev.byway.base.ErrnoException;
import dev.byway.server.state.Nfs4Exception;
import dev.byway.server.state.OpenState;
import dev.byway.wire.WireException;
import dev.byway.wire.nfs4.NfsStat4;
import dev.byway.wire.nfs4.Open4;
import dev.byway.wire.nfs4.OpenDowngrade4;
import dev.byway.wire.nfs4.Stateid4;

/// OPEN_DOWNGRADE, RFC 8881 §18.18.
final class OpenDowngradeOperation implements Operation {
  @Override
  public NfsStat4 execute(Compound compound) throws WireException, ErrnoException, Nfs4Exception {
    OpenDowngrade4.Args args = OpenDowngrade4.Args.decode(compound.args());
    OpenState state = compound.open(args.openStateid());
    int access = args.shareAccess() & ~Open4.WANT_DELEG_MASK;
    compound.door().files().downgrade(state, access, args.shareDeny());
    Stateid4 stateid = state.stateid();
    compound.currentStateid(stateid);
    stateid.encode(compound.out());
    return NfsStat4.NFS4_OK;
  }
}
