package dev.byway.wire.localio;

import dev.byway.wire.WireException;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrWriter;
import java.util.UUID;

/// The arguments of UUID_IS_LOCAL: `opaque uuid[16]`, without a length. The result is void.
public record UuidIsLocal(UUID uuid) {
  /// Bytes on the wire.
  public static final int SIZE = 2 * Long.BYTES;

  public static UuidIsLocal decode(XdrReader reader) throws WireException {
    return new UuidIsLocal(new UUID(reader.int64(), reader.int64()));
  }

  public void encode(XdrWriter writer) {
    writer.int64(uuid.getMostSignificantBits());
    writer.int64(uuid.getLeastSignificantBits());
  }
}
