package dev.byway.client;

import dev.byway.base.ErrnoException;
import dev.byway.client.localio.LocalioWire;
import dev.byway.client.nfs3.Nfs3Vfs;
import dev.byway.client.rpc.SmallCall;
import dev.byway.vfs.Caller;
import dev.byway.vfs.Node;
import dev.byway.wire.localio.Localio;
import dev.byway.wire.localio.LocalioProcedure;
import dev.byway.wire.localio.UuidIsLocal;
import java.util.HexFormat;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// LOCALIO's questions to the server, over the connections of the NFS room.
///
/// @param as who all calls are made as; null for their own callers
record LocalioOverNfs(Nfs3Vfs room, @Nullable Caller as) implements LocalioWire {
  @Override
  public void uuidIsLocal(Caller caller, UUID uuid) throws ErrnoException {
    room.rpc()
        .call(
            new SmallCall<>(
                Localio.PROGRAM,
                Localio.VERSION,
                LocalioProcedure.UUID_IS_LOCAL.number(),
                room.credential(caller),
                new UuidIsLocal(uuid)::encode,
                results -> uuid));
  }

  @Override
  public byte[] handle(Node node) {
    return node.handle();
  }

  @Override
  public String describe(Node node) {
    return HexFormat.of().formatHex(node.handle());
  }

  @Override
  public Caller identity(Caller caller) {
    return as == null ? caller : as;
  }
}
