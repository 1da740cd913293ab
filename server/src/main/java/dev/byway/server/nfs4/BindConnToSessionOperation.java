package dev.byway.server.nfs4;

import dev.byway.base.ErrnoException;
import dev.byway.server.state.Nfs4Exception;
import dev.byway.server.state.Session;
import dev.byway.wire.WireException;
import dev.byway.wire.nfs4.BindConnToSession4;
import dev.byway.wire.nfs4.NfsStat4;

/// BIND_CONN_TO_SESSION, RFC 8881 §18.34. Any connection may be used for any session; calls back go
/// by none.
final class BindConnToSessionOperation implements Operation {
  @Override
  public NfsStat4 execute(Compound compound) throws WireException, ErrnoException, Nfs4Exception {
    BindConnToSession4.Args args = BindConnToSession4.Args.decode(compound.args());
    Session session = compound.door().clients().session(args.sessionid());
    if (session == null) {
      return NfsStat4.NFS4ERR_BADSESSION;
    }
    int dir =
        switch (args.dir()) {
          case BindConnToSession4.FORE, BindConnToSession4.BOTH -> BindConnToSession4.FORE;
          case BindConnToSession4.BACK -> BindConnToSession4.BACK;
          case BindConnToSession4.BACK_OR_BOTH -> BindConnToSession4.BOTH;
          default -> throw new WireException("channel_dir_from_client4 " + args.dir());
        };
    new BindConnToSession4.Ok(args.sessionid(), dir, false).encode(compound.out());
    return NfsStat4.NFS4_OK;
  }

  @Override
  public boolean outsideSession() {
    return true;
  }
}
