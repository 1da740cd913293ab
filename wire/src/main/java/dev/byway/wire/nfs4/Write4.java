package dev.byway.wire.nfs4;

import dev.byway.wire.WireException;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrWriter;
import java.nio.ByteBuffer;

/// WRITE, RFC 8881 §18.32.
public final class Write4 {
  private Write4() {}

  /// @param offset bytes, unsigned
  /// @param data after decoding, a view of the message
  public record Args(Stateid4 stateid, long offset, StableHow4 stable, ByteBuffer data) {
    /// @param maxData most bytes to take
    public static Args decode(XdrReader reader, int maxData) throws WireException {
      return new Args(
          Stateid4.decode(reader),
          reader.int64(),
          StableHow4.decode(reader),
          reader.opaqueSlice(maxData));
    }

    public void encode(XdrWriter writer) {
      stateid.encode(writer);
      writer.int64(offset);
      stable.encode(writer);
      writer.opaque(data);
    }
  }

  public record Ok(int count, StableHow4 committed, long writeverf) {
    public static Ok decode(XdrReader reader) throws WireException {
      return new Ok(reader.int32(), StableHow4.decode(reader), reader.int64());
    }

    public void encode(XdrWriter writer) {
      writer.int32(count);
      committed.encode(writer);
      writer.int64(writeverf);
    }
  }
}
