package dev.byway.wire.portmap;

import dev.byway.wire.WireException;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrWriter;
import java.util.ArrayList;
import java.util.List;

/// The results of rpcbind's DUMP, RFC 1833 §2.1.
///
///     struct rp__list { rpcb rpcb_map; struct rp__list *rpcb_next; };
///     typedef rp__list *rpcblist_ptr;
public record RpcbDump(List<Rpcb> maps) {
  /// Bounded by the message, as every entry takes bytes of it.
  public static RpcbDump decode(XdrReader reader) throws WireException {
    List<Rpcb> maps = new ArrayList<>();
    while (reader.bool()) {
      maps.add(Rpcb.decode(reader));
    }
    return new RpcbDump(maps);
  }

  public void encode(XdrWriter writer) {
    for (Rpcb map : maps) {
      writer.bool(true);
      map.encode(writer);
    }
    writer.bool(false);
  }

  /// Bytes on the wire.
  public int encodedSize() {
    int size = Integer.BYTES;
    for (Rpcb map : maps) {
      size += Integer.BYTES + map.encodedSize();
    }
    return size;
  }
}
