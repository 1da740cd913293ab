package dev.byway.server.nfs4;

import dev.byway.base.ErrnoException;
import dev.byway.server.state.Clients;
import dev.byway.server.state.Nfs4Exception;
import dev.byway.wire.WireException;
import dev.byway.wire.nfs4.ExchangeId4;
import dev.byway.wire.nfs4.NfsStat4;
import dev.byway.wire.nfs4.StateProtect4;
import dev.byway.wire.xdr.XdrString;

/// EXCHANGE_ID, RFC 8881 §18.35.
final class ExchangeIdOperation implements Operation {
  private static final int KNOWN_FLAGS =
      ExchangeId4.FLAG_SUPP_MOVED_REFER
          | ExchangeId4.FLAG_SUPP_MOVED_MIGR
          | ExchangeId4.FLAG_BIND_PRINC_STATEID
          | ExchangeId4.FLAG_USE_NON_PNFS
          | ExchangeId4.FLAG_USE_PNFS_MDS
          | ExchangeId4.FLAG_USE_PNFS_DS
          | ExchangeId4.FLAG_UPD_CONFIRMED_REC_A;

  @Override
  public NfsStat4 execute(Compound compound) throws WireException, ErrnoException, Nfs4Exception {
    ExchangeId4.Args args = ExchangeId4.Args.decode(compound.args());
    compound.requirePatience();
    if ((args.flags() & ~KNOWN_FLAGS) != 0) {
      return NfsStat4.NFS4ERR_INVAL;
    }
    switch (args.stateProtect().how()) {
      case StateProtect4.SP4_NONE -> {}
      case StateProtect4.SP4_SSV -> {
        return NfsStat4.NFS4ERR_ENCR_ALG_UNSUPP;
      }
      // It needs RPCSEC_GSS.
      default -> {
        return NfsStat4.NFS4ERR_INVAL;
      }
    }
    Nfs4Door door = compound.door();
    String address = compound.call().connection().peer().getAddress().getHostAddress();
    Clients.Identity identity = door.clients().exchangeId(args, compound.principal(), address);
    int flags =
        ExchangeId4.FLAG_USE_NON_PNFS | (identity.confirmed() ? ExchangeId4.FLAG_CONFIRMED_R : 0);
    XdrString name = XdrString.of(door.identity());
    new ExchangeId4.Ok(identity.clientid(), identity.sequence(), flags, 0, name, name, null)
        .encode(compound.out());
    return NfsStat4.NFS4_OK;
  }

  @Override
  public boolean outsideSession() {
    return true;
  }
}
