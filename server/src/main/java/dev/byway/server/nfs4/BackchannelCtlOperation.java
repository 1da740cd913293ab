package dev.byway.server.nfs4;

import dev.byway.base.ErrnoException;
import dev.byway.server.state.Nfs4Exception;
import dev.byway.wire.WireException;
import dev.byway.wire.nfs4.BackchannelCtl4;
import dev.byway.wire.nfs4.NfsStat4;

/// BACKCHANNEL_CTL, RFC 8881 §18.33: nobody is called back.
final class BackchannelCtlOperation implements Operation {
  @Override
  public NfsStat4 execute(Compound compound) throws WireException, ErrnoException, Nfs4Exception {
    BackchannelCtl4.Args.decode(compound.args());
    return NfsStat4.NFS4_OK;
  }
}
