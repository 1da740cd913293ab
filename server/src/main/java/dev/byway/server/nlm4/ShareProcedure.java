package dev.byway.server.nlm4;

import dev.byway.server.rpc.RpcCall;
import dev.byway.server.rpc.RpcProcedure;
import dev.byway.wire.WireException;
import dev.byway.wire.nlm4.Nlm4;
import dev.byway.wire.nlm4.Nlm4Shareargs;
import dev.byway.wire.nlm4.Nlm4Shareres;
import dev.byway.wire.nlm4.Nlm4Stats;

/// SHARE and UNSHARE: DOS share modes, which no room has.
final class ShareProcedure implements RpcProcedure {
  private final String name;

  ShareProcedure(String name) {
    this.name = name;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void execute(RpcCall call) throws WireException {
    Nlm4Shareargs args = Nlm4Shareargs.decode(call.args());
    new Nlm4Shareres(args.cookie(), Nlm4Stats.NLM4_FAILED, 0).encode(call.reply(Nlm4.MAX_RESULT));
  }
}
