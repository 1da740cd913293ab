package dev.byway.server.nfs4;

import dev.byway.base.ErrnoException;
import dev.byway.server.state.Nfs4Exception;
import dev.byway.wire.WireException;
import dev.byway.wire.nfs4.CreateSession4;
import dev.byway.wire.nfs4.NfsStat4;

/// CREATE_SESSION, RFC 8881 §18.36.
final class CreateSessionOperation implements Operation {
  @Override
  public NfsStat4 execute(Compound compound) throws WireException, ErrnoException, Nfs4Exception {
    CreateSession4.Args args = CreateSession4.Args.decode(compound.args());
    compound.requirePatience();
    int known =
        CreateSession4.FLAG_PERSIST
            | CreateSession4.FLAG_CONN_BACK_CHAN
            | CreateSession4.FLAG_CONN_RDMA;
    if ((args.flags() & ~known) != 0) {
      return NfsStat4.NFS4ERR_INVAL;
    }
    compound
        .door()
        .clients()
        .createSession(
            args, compound.principal(), compound.call().maxResultBytes() - 2 * Compound.ROOM)
        .encode(compound.out());
    return NfsStat4.NFS4_OK;
  }

  @Override
  public boolean outsideSession() {
    return true;
  }
}
