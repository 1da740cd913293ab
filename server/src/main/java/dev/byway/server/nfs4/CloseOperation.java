package dev.byway.server.nfs4;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.server.state.Nfs4Exception;
import dev.byway.server.state.OpenState;
import dev.byway.wire.WireException;
import dev.byway.wire.nfs4.Close4;
import dev.byway.wire.nfs4.NfsStat4;
import dev.byway.wire.nfs4.Stateid4;

/// CLOSE, RFC 8881 §18.2: with the locks that the owner still has.
final class CloseOperation implements Operation {
  @Override
  public NfsStat4 execute(Compound compound) throws WireException, ErrnoException, Nfs4Exception {
    Close4.Args args = Close4.Args.decode(compound.args());
    OpenState state = compound.open(args.openStateid());
    if (compound.call().nowait() && !compound.current().vfs().capabilities().nowait()) {
      // It may have to send what it holds back.
      throw Errno.EAGAIN.exception();
    }
    compound.door().files().close(state);
    compound.currentStateid(Stateid4.INVALID);
    Stateid4.INVALID.encode(compound.out());
    return NfsStat4.NFS4_OK;
  }
}
