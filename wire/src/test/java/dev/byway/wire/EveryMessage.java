package dev.byway.wire;

import dev.byway.wire.localio.LocalioCodecs;
import dev.byway.wire.mount3.Mount3Codecs;
import dev.byway.wire.nfs3.Nfs3Codecs;
import dev.byway.wire.nfs4.Nfs4Codecs;
import dev.byway.wire.portmap.PortmapCodecs;
import dev.byway.wire.rpc.RpcCodecs;
import java.util.List;
import java.util.stream.Stream;

/// The messages of all protocols.
final class EveryMessage {
  private EveryMessage() {}

  static Stream<Codec<?>> codecs() {
    return Stream.of(
            RpcCodecs.ALL,
            Nfs3Codecs.ARGS,
            Nfs3Codecs.RES,
            Nfs4Codecs.ARGS,
            Nfs4Codecs.RES,
            Mount3Codecs.ALL,
            PortmapCodecs.ALL,
            LocalioCodecs.ALL)
        .flatMap(List::stream);
  }
}
