package dev.byway.server.nlm4;

import dev.byway.server.rpc.RpcProcedure;
import dev.byway.server.rpc.RpcProgram;
import dev.byway.wire.nlm4.Nlm4;
import dev.byway.wire.nlm4.Nlm4Procedure;
import org.jspecify.annotations.Nullable;

/// Program 100021, version 4. Calls that are answered by calls (`_MSG`) are not served: no client
/// of Linux makes them. Share modes (DOS) are refused.
public final class NlmProgram implements RpcProgram {
  private final RpcProcedure[] procedures = new RpcProcedure[Nlm4Procedure.FREE_ALL.number() + 1];

  public NlmProgram(LockDoor door) {
    for (Nlm4Procedure each : Nlm4Procedure.values()) {
      RpcProcedure procedure = procedure(each, door);
      if (procedure != null) {
        procedures[each.number()] = procedure;
      }
    }
  }

  private static @Nullable RpcProcedure procedure(Nlm4Procedure procedure, LockDoor door) {
    return switch (procedure) {
      case NULL -> new NullProcedure();
      case TEST -> new TestProcedure(door);
      case LOCK -> new LockProcedure("LOCK", door);
      case CANCEL -> new CancelProcedure(door);
      case UNLOCK -> new UnlockProcedure(door);
      case SHARE -> new ShareProcedure("SHARE");
      case UNSHARE -> new ShareProcedure("UNSHARE");
      case NM_LOCK -> new LockProcedure("NM_LOCK", door);
      case FREE_ALL -> new FreeAllProcedure(door);
      case GRANTED,
          TEST_MSG,
          LOCK_MSG,
          CANCEL_MSG,
          UNLOCK_MSG,
          GRANTED_MSG,
          TEST_RES,
          LOCK_RES,
          CANCEL_RES,
          UNLOCK_RES,
          GRANTED_RES ->
          null;
    };
  }

  @Override
  public int number() {
    return Nlm4.PROGRAM;
  }

  @Override
  public String name() {
    return "nlockmgr";
  }

  @Override
  public int low() {
    return Nlm4.VERSION;
  }

  @Override
  public int high() {
    return Nlm4.VERSION;
  }

  @Override
  public @Nullable RpcProcedure procedure(int version, int number) {
    return number >= 0 && number < procedures.length ? procedures[number] : null;
  }
}
