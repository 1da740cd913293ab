package dev.byway.server.nlm4;

import dev.byway.base.ErrnoException;
import dev.byway.server.rpc.RpcCall;
import dev.byway.wire.WireException;
import dev.byway.wire.nlm4.Nlm4;
import dev.byway.wire.nlm4.Nlm4Lockargs;
import dev.byway.wire.nlm4.Nlm4Res;
import dev.byway.wire.nlm4.Nlm4Stats;

/// LOCK; NM_LOCK is the same for who does not watch for restarts.
final class LockProcedure extends LockingProcedure {
  LockProcedure(String name, LockDoor door) {
    super(name, door);
  }

  @Override
  public void execute(RpcCall call) throws WireException {
    Nlm4Lockargs args = Nlm4Lockargs.decode(call.args());
    Nlm4Stats stat;
    try {
      stat = lock(call, args);
    } catch (ErrnoException e) {
      stat = Nlm4StatsMapping.of(e.errno());
    }
    new Nlm4Res(args.cookie(), stat).encode(call.reply(Nlm4.MAX_RESULT));
  }

  private Nlm4Stats lock(RpcCall call, Nlm4Lockargs args) throws ErrnoException {
    if (door().grace().isOn() != args.reclaim()) {
      return Nlm4Stats.NLM4_DENIED_GRACE_PERIOD;
    }
    LockTarget target = door().target(call, args.alock());
    if (args.exclusive() && target.readOnly()) {
      return Nlm4Stats.NLM4_ROFS;
    }
    return door().lock(call, target, args);
  }
}
