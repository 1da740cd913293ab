package dev.byway.server.nfs4;

import dev.byway.base.ErrnoException;
import dev.byway.server.state.Nfs4Exception;
import dev.byway.wire.WireException;
import dev.byway.wire.nfs4.Bitmap4;
import dev.byway.wire.nfs4.IoAdvise4;
import dev.byway.wire.nfs4.NfsStat4;

/// IO_ADVISE, RFC 7862 §15.5: heard, and nothing done.
final class IoAdviseOperation implements Operation {
  @Override
  public NfsStat4 execute(Compound compound) throws WireException, ErrnoException, Nfs4Exception {
    IoAdvise4.Args args = IoAdvise4.Args.decode(compound.args());
    compound.state(args.stateid());
    new IoAdvise4.Ok(Bitmap4.EMPTY).encode(compound.out());
    return NfsStat4.NFS4_OK;
  }
}
