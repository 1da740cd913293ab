package dev.byway.server.mount3;

import dev.byway.base.ErrnoException;
import dev.byway.server.export.MountPath;
import dev.byway.server.rpc.RpcCall;
import dev.byway.server.rpc.RpcProcedure;
import dev.byway.wire.WireException;
import dev.byway.wire.mount3.Dirpath;
import dev.byway.wire.xdr.XdrString;

/// UMNT, RFC 1813 §5.2.3: only forgets; handles stay good.
final class UmntProcedure implements RpcProcedure {
  private final MountList mounts;

  UmntProcedure(MountList mounts) {
    this.mounts = mounts;
  }

  @Override
  public String name() {
    return "UMNT";
  }

  @Override
  public void execute(RpcCall call) throws WireException {
    XdrString path = Dirpath.decode(call.args()).path();
    String host = call.connection().peer().getAddress().getHostAddress();
    try {
      mounts.remove(new MountList.Mount(host, MountPath.of(path)));
    } catch (ErrnoException e) {
      // No path that could have been mounted: nothing to forget, and no way to say so.
    }
  }
}
