package dev.byway.server.nfs3;

import dev.byway.server.rpc.RpcCall;
import dev.byway.server.rpc.RpcProcedure;

/// NULL, RFC 1813 §3.3.0: takes nothing, does nothing, answers nothing.
final class NullProcedure implements RpcProcedure {
  @Override
  public String name() {
    return "NULL";
  }

  @Override
  public void execute(RpcCall call) {}
}
