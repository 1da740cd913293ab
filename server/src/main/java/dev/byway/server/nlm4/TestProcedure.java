package dev.byway.server.nlm4;

import dev.byway.base.ErrnoException;
import dev.byway.server.rpc.RpcCall;
import dev.byway.vfs.OpenFile;
import dev.byway.vfs.lock.HeldLock;
import dev.byway.vfs.lock.LockKind;
import dev.byway.wire.WireException;
import dev.byway.wire.nlm4.Netobj;
import dev.byway.wire.nlm4.Nlm4;
import dev.byway.wire.nlm4.Nlm4Holder;
import dev.byway.wire.nlm4.Nlm4Stats;
import dev.byway.wire.nlm4.Nlm4Testargs;
import dev.byway.wire.nlm4.Nlm4Testres;

/// TEST: who keeps the caller from a lock.
final class TestProcedure extends LockingProcedure {
  TestProcedure(LockDoor door) {
    super("TEST", door);
  }

  @Override
  public void execute(RpcCall call) throws WireException {
    Nlm4Testargs args = Nlm4Testargs.decode(call.args());
    Nlm4Testres res;
    try {
      res = test(call, args);
    } catch (ErrnoException e) {
      res = new Nlm4Testres(args.cookie(), Nlm4StatsMapping.of(e.errno()), null);
    }
    res.encode(call.reply(Nlm4.MAX_RESULT));
  }

  private Nlm4Testres test(RpcCall call, Nlm4Testargs args) throws ErrnoException {
    if (door().grace().isOn()) {
      return new Nlm4Testres(args.cookie(), Nlm4Stats.NLM4_DENIED_GRACE_PERIOD, null);
    }
    LockTarget target = door().target(call, args.alock());
    return door().withFile(target, file -> test(file.openFor(LockKind.READ, target), target, args));
  }

  private static Nlm4Testres test(OpenFile open, LockTarget target, Nlm4Testargs args)
      throws ErrnoException {
    LockKind kind = args.exclusive() ? LockKind.WRITE : LockKind.READ;
    HeldLock inTheWay = open.testLock(target.caller(), target.owner(), kind, target.range());
    return inTheWay == null
        ? new Nlm4Testres(args.cookie(), Nlm4Stats.NLM4_GRANTED, null)
        : new Nlm4Testres(args.cookie(), Nlm4Stats.NLM4_DENIED, holder(inTheWay));
  }

  private static Nlm4Holder holder(HeldLock lock) {
    byte[] id = lock.owner().id();
    return new Nlm4Holder(
        lock.kind() == LockKind.WRITE,
        lock.owner().pid(),
        id.length > Nlm4.MAXNETOBJ_SZ ? Netobj.EMPTY : Netobj.of(id),
        lock.range().first(),
        lock.range().length());
  }
}
