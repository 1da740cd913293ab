package dev.byway.server.mount3;

import dev.byway.server.rpc.RpcCall;
import dev.byway.server.rpc.RpcProcedure;

/// NULL, RFC 1813 §5.2.0.
final class NullProcedure implements RpcProcedure {
  @Override
  public String name() {
    return "NULL";
  }

  @Override
  public void execute(RpcCall call) {}
}
