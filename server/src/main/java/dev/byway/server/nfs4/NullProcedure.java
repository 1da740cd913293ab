package dev.byway.server.nfs4;

import dev.byway.server.rpc.RpcCall;
import dev.byway.server.rpc.RpcProcedure;

/// NULL, RFC 8881 §16.1: does nothing.
final class NullProcedure implements RpcProcedure {
  @Override
  public String name() {
    return "NULL";
  }

  @Override
  public void execute(RpcCall call) {}
}
