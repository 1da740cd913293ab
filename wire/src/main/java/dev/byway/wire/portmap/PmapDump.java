package dev.byway.wire.portmap;

import dev.byway.wire.WireException;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrWriter;
import java.util.ArrayList;
import java.util.List;

/// The results of the port mapper's DUMP, RFC 1833 §3.1.
///
///     struct *pmaplist { mapping map; pmaplist next; };
public record PmapDump(List<Mapping> maps) {
  /// Bounded by the message, as every entry takes bytes of it.
  public static PmapDump decode(XdrReader reader) throws WireException {
    List<Mapping> maps = new ArrayList<>();
    while (reader.bool()) {
      maps.add(Mapping.decode(reader));
    }
    return new PmapDump(maps);
  }

  public void encode(XdrWriter writer) {
    for (Mapping map : maps) {
      writer.bool(true);
      map.encode(writer);
    }
    writer.bool(false);
  }

  /// Bytes on the wire.
  public int encodedSize() {
    return maps.size() * (Integer.BYTES + Mapping.SIZE) + Integer.BYTES;
  }
}
