package dev.byway.server.mount3;

import dev.byway.server.rpc.RpcCall;
import dev.byway.server.rpc.RpcProcedure;

/// UMNTALL, RFC 1813 §5.2.4.
final class UmntallProcedure implements RpcProcedure {
  private final MountList mounts;

  UmntallProcedure(MountList mounts) {
    this.mounts = mounts;
  }

  @Override
  public String name() {
    return "UMNTALL";
  }

  @Override
  public void execute(RpcCall call) {
    mounts.removeAll(call.connection().peer().getAddress().getHostAddress());
  }
}
