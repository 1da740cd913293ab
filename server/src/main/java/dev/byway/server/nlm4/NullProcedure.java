package dev.byway.server.nlm4;

import dev.byway.server.rpc.RpcCall;
import dev.byway.server.rpc.RpcProcedure;

/// NULL: takes nothing, does nothing, answers nothing.
final class NullProcedure implements RpcProcedure {
  @Override
  public String name() {
    return "NULL";
  }

  @Override
  public void execute(RpcCall call) {}
}
