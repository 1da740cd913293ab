package dev.byway.server.nlm4;

import dev.byway.base.ErrnoException;
import dev.byway.server.rpc.RpcCall;
import dev.byway.wire.WireException;
import dev.byway.wire.nlm4.Nlm4;
import dev.byway.wire.nlm4.Nlm4Cancargs;
import dev.byway.wire.nlm4.Nlm4Res;
import dev.byway.wire.nlm4.Nlm4Stats;

/// CANCEL: the caller does not wait for a lock any more.
final class CancelProcedure extends LockingProcedure {
  CancelProcedure(LockDoor door) {
    super("CANCEL", door);
  }

  @Override
  public void execute(RpcCall call) throws WireException {
    Nlm4Cancargs args = Nlm4Cancargs.decode(call.args());
    Nlm4Stats stat;
    try {
      boolean waited = door().cancel(door().target(call, args.alock()), args.exclusive());
      stat = waited ? Nlm4Stats.NLM4_GRANTED : Nlm4Stats.NLM4_DENIED;
    } catch (ErrnoException e) {
      stat = Nlm4StatsMapping.of(e.errno());
    }
    new Nlm4Res(args.cookie(), stat).encode(call.reply(Nlm4.MAX_RESULT));
  }
}
