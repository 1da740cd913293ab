package dev.byway.server.nlm4;

import dev.byway.server.rpc.RpcCall;
import dev.byway.wire.WireException;
import dev.byway.wire.nlm4.Nlm4Notify;

/// FREE_ALL: the caller has restarted. No results.
final class FreeAllProcedure extends LockingProcedure {
  FreeAllProcedure(LockDoor door) {
    super("FREE_ALL", door);
  }

  @Override
  public void execute(RpcCall call) throws WireException {
    Nlm4Notify args = Nlm4Notify.decode(call.args());
    door().restarted(call.connection().peer().getAddress(), args.name());
  }
}
