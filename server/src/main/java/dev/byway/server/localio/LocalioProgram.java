package dev.byway.server.localio;

import dev.byway.base.ErrnoException;
import dev.byway.server.rpc.RpcCall;
import dev.byway.server.rpc.RpcProcedure;
import dev.byway.server.rpc.RpcProgram;
import dev.byway.wire.WireException;
import dev.byway.wire.localio.Localio;
import dev.byway.wire.localio.LocalioProcedure;
import dev.byway.wire.localio.UuidIsLocal;
import org.jspecify.annotations.Nullable;

/// Program 400122: where a client says the nonce that it will show in the rendezvous folder. It is
/// not registered with rpcbind; clients ask for it on the connection they use for NFS, and what
/// that connection may do is what they will be lent.
public final class LocalioProgram implements RpcProgram {
  private final RpcProcedure uuidIsLocal;

  LocalioProgram(Nonces nonces) {
    uuidIsLocal = new UuidIsLocalProcedure(nonces);
  }

  @Override
  public int number() {
    return Localio.PROGRAM;
  }

  @Override
  public String name() {
    return "localio";
  }

  @Override
  public int low() {
    return Localio.VERSION;
  }

  @Override
  public int high() {
    return Localio.VERSION;
  }

  @Override
  public @Nullable RpcProcedure procedure(int version, int number) {
    return switch (LocalioProcedure.of(number)) {
      case NULL -> Null.PROCEDURE;
      case UUID_IS_LOCAL -> uuidIsLocal;
      case null -> null;
    };
  }

  private static final class Null implements RpcProcedure {
    private static final RpcProcedure PROCEDURE = new Null();

    @Override
    public String name() {
      return "NULL";
    }

    @Override
    public void execute(RpcCall call) {}
  }

  private record UuidIsLocalProcedure(Nonces nonces) implements RpcProcedure {
    @Override
    public String name() {
      return "UUID_IS_LOCAL";
    }

    /// The answer says nothing. Only AUTH_SYS is heard, as in Linux: other flavors prove who they
    /// are with every call, which a system call on a descriptor cannot.
    @Override
    public void execute(RpcCall call) throws WireException, ErrnoException {
      UuidIsLocal args = UuidIsLocal.decode(call.args());
      Introduction introduction = Introduction.of(call.connection());
      introduction.asked();
      if (call.credential().isSys()) {
        nonces.remember(args.uuid(), introduction);
      } else {
        introduction.turnedAway("it asked without AUTH_SYS");
      }
    }
  }
}
