package dev.byway.server.nlm4;

import dev.byway.base.ErrnoException;
import dev.byway.server.rpc.RpcCall;
import dev.byway.wire.WireException;
import dev.byway.wire.nlm4.Nlm4;
import dev.byway.wire.nlm4.Nlm4Res;
import dev.byway.wire.nlm4.Nlm4Stats;
import dev.byway.wire.nlm4.Nlm4Unlockargs;

/// UNLOCK: of what is not locked too.
final class UnlockProcedure extends LockingProcedure {
  UnlockProcedure(LockDoor door) {
    super("UNLOCK", door);
  }

  @Override
  public void execute(RpcCall call) throws WireException {
    Nlm4Unlockargs args = Nlm4Unlockargs.decode(call.args());
    Nlm4Stats stat;
    try {
      door().unlock(door().target(call, args.alock()));
      stat = Nlm4Stats.NLM4_GRANTED;
    } catch (ErrnoException e) {
      stat = Nlm4StatsMapping.of(e.errno());
    }
    new Nlm4Res(args.cookie(), stat).encode(call.reply(Nlm4.MAX_RESULT));
  }
}
