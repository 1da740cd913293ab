package dev.byway.server.nsm1;

import dev.byway.server.nlm4.LockDoor;
import dev.byway.server.rpc.RpcCall;
import dev.byway.server.rpc.RpcProcedure;
import dev.byway.server.rpc.RpcProgram;
import dev.byway.wire.WireException;
import dev.byway.wire.nsm1.Nsm1;
import dev.byway.wire.nsm1.StatChge;
import org.jspecify.annotations.Nullable;

/// Program 100024, version 1, as far as a lock manager needs it: SM_NOTIFY. Whoever would have
/// others watched (SM_MON) needs the machine's own rpc.statd.
public final class NsmProgram implements RpcProgram {
  private final RpcProcedure none =
      new RpcProcedure() {
        @Override
        public String name() {
          return "NULL";
        }

        @Override
        public void execute(RpcCall call) {}
      };
  private final RpcProcedure notify;

  public NsmProgram(LockDoor locks) {
    notify =
        new RpcProcedure() {
          @Override
          public String name() {
            return "NOTIFY";
          }

          @Override
          public boolean nowaitFirst() {
            return false;
          }

          @Override
          public void execute(RpcCall call) throws WireException {
            StatChge change = StatChge.decode(call.args());
            locks.restarted(call.connection().peer().getAddress(), change.monName());
          }
        };
  }

  @Override
  public int number() {
    return Nsm1.PROGRAM;
  }

  @Override
  public String name() {
    return "status";
  }

  @Override
  public int low() {
    return Nsm1.VERSION;
  }

  @Override
  public int high() {
    return Nsm1.VERSION;
  }

  @Override
  public @Nullable RpcProcedure procedure(int version, int number) {
    return switch (number) {
      case Nsm1.SM_NULL -> none;
      case Nsm1.SM_NOTIFY -> notify;
      default -> null;
    };
  }
}
