package dev.byway.server.nfs4;

import dev.byway.base.ErrnoException;
import dev.byway.server.state.Client;
import dev.byway.server.state.Nfs4Exception;
import dev.byway.wire.WireException;
import dev.byway.wire.nfs4.NfsStat4;
import dev.byway.wire.nfs4.Stateid4;
import dev.byway.wire.nfs4.TestStateid4;
import dev.byway.wire.xdr.XdrWriter;

/// TEST_STATEID, RFC 8881 §18.48.
final class TestStateidOperation implements Operation {
  @Override
  public NfsStat4 execute(Compound compound) throws WireException, ErrnoException, Nfs4Exception {
    TestStateid4.Args args = TestStateid4.Args.decode(compound.args());
    compound.ensure((1 + args.stateids().size()) * Integer.BYTES);
    XdrWriter out = compound.out();
    out.int32(args.stateids().size());
    for (Stateid4 each : args.stateids()) {
      status(compound.client(), each).encode(out);
    }
    return NfsStat4.NFS4_OK;
  }

  private static NfsStat4 status(Client client, Stateid4 stateid) {
    if (stateid.isSpecial()) {
      return NfsStat4.NFS4ERR_BAD_STATEID;
    }
    try {
      client.state(stateid);
      return NfsStat4.NFS4_OK;
    } catch (Nfs4Exception e) {
      return e.status();
    }
  }
}
