package dev.byway.server.mount3;

import dev.byway.server.rpc.RpcCall;
import dev.byway.server.rpc.RpcProcedure;
import dev.byway.wire.WireException;
import dev.byway.wire.mount3.Dirpath;
import dev.byway.wire.mount3.Mnt1;
import dev.byway.wire.mount3.Mountstat3;

/// MNT of version 1, RFC 1094 §A.5.2: always refused, since its handles are for NFS version 2.
final class Mnt1Procedure implements RpcProcedure {
  @Override
  public String name() {
    return "MNT";
  }

  @Override
  public void execute(RpcCall call) throws WireException {
    Dirpath.decode(call.args());
    new Mnt1.Fail(Mountstat3.MNT3ERR_ACCES.value()).encode(call.reply(Integer.BYTES));
  }
}
