package dev.byway.wire.portmap;

import dev.byway.wire.Codec;
import dev.byway.wire.Values;
import java.util.List;

/// All messages of the port mapper and rpcbind.
public final class PortmapCodecs {
  public static final List<Codec<?>> ALL =
      List.of(
          new Codec<>("mapping", PortmapCodecs::mapping, Mapping::encode, Mapping::decode),
          new Codec<>(
              "pmaplist",
              v -> new PmapDump(v.list(50, () -> mapping(v))),
              PmapDump::encode,
              PmapDump::decode),
          new Codec<>("rpcb", PortmapCodecs::rpcb, Rpcb::encode, Rpcb::decode),
          new Codec<>(
              "rpcblist",
              v -> new RpcbDump(v.list(50, () -> rpcb(v))),
              RpcbDump::encode,
              RpcbDump::decode),
          new Codec<>(
              "address",
              v -> v.string(Portmap.MAX_STRING),
              (address, writer) -> writer.string(address),
              Portmap::decodeAddress));

  private PortmapCodecs() {}

  private static Mapping mapping(Values v) {
    return new Mapping(v.int32(), v.int32(), v.int32(), v.int32());
  }

  private static Rpcb rpcb(Values v) {
    return new Rpcb(
        v.int32(),
        v.int32(),
        v.string(Portmap.MAX_STRING),
        v.string(Portmap.MAX_STRING),
        v.string(Portmap.MAX_STRING));
  }
}
