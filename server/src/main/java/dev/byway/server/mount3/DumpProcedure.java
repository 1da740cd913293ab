package dev.byway.server.mount3;

import dev.byway.server.rpc.RpcCall;
import dev.byway.server.rpc.RpcProcedure;
import dev.byway.vfs.PathText;
import dev.byway.wire.mount3.Dump3;
import dev.byway.wire.mount3.Dump3.Mountbody;
import dev.byway.wire.xdr.XdrString;
import java.util.ArrayList;
import java.util.List;

/// DUMP, RFC 1813 §5.2.2: what fits the reply.
final class DumpProcedure implements RpcProcedure {
  private final MountList mounts;

  DumpProcedure(MountList mounts) {
    this.mounts = mounts;
  }

  @Override
  public String name() {
    return "DUMP";
  }

  @Override
  public void execute(RpcCall call) {
    List<Mountbody> bodies = new ArrayList<>();
    int size = Integer.BYTES;
    for (MountList.Mount mount : mounts.all()) {
      Mountbody body =
          new Mountbody(XdrString.of(mount.host()), XdrString.of(PathText.bytes(mount.path())));
      if (size + body.encodedSize() > call.maxResultBytes()) {
        break;
      }
      size += body.encodedSize();
      bodies.add(body);
    }
    new Dump3(bodies).encode(call.reply(size));
  }
}
