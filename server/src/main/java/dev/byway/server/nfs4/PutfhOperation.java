package dev.byway.server.nfs4;

import dev.byway.base.ErrnoException;
import dev.byway.server.export.ExportedNode;
import dev.byway.server.export.Target;
import dev.byway.server.rpc.RpcCall;
import dev.byway.server.state.Nfs4Exception;
import dev.byway.wire.WireException;
import dev.byway.wire.nfs4.NfsStat4;
import dev.byway.wire.nfs4.Putfh4;

/// PUTFH, RFC 8881 §18.19.
final class PutfhOperation implements Operation {
  @Override
  public NfsStat4 execute(Compound compound) throws WireException, ErrnoException, Nfs4Exception {
    Putfh4.Args args = Putfh4.Args.decode(compound.args());
    compound.current((Target) null);
    RpcCall call = compound.call();
    byte[] handle = args.object().unsafeBytes();
    ExportedNode found = compound.door().handles().resolve(handle, call.nowait());
    compound.current(Target.of(call, found.export(), found.node()));
    return NfsStat4.NFS4_OK;
  }
}
