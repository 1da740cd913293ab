package dev.byway.wire.nfs4;

import dev.byway.wire.WireException;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrWriter;
import java.nio.ByteBuffer;

/// READ, RFC 8881 §18.22.
///
/// A server copies nothing: it takes `writer.slice(Read4.DATA_OFFSET, count)`, reads the file into
/// it, and then writes the head in front of the data with [#encodeFilled].
public final class Read4 {
  /// From the first byte behind the status to the data: eof, length.
  public static final int DATA_OFFSET = 2 * Integer.BYTES;

  private Read4() {}

  /// The successful result around `count` bytes of data that are in the buffer already,
  /// [#DATA_OFFSET] bytes from here.
  public static void encodeFilled(XdrWriter writer, int count, boolean eof) {
    writer.bool(eof);
    writer.int32(count);
    writer.filled(count);
  }

  /// @param offset bytes, unsigned
  /// @param count bytes, unsigned
  public record Args(Stateid4 stateid, long offset, int count) {
    public static Args decode(XdrReader reader) throws WireException {
      return new Args(Stateid4.decode(reader), reader.int64(), reader.int32());
    }

    public void encode(XdrWriter writer) {
      stateid.encode(writer);
      writer.int64(offset);
      writer.int32(count);
    }
  }

  /// @param data after decoding, a view of the message: it lives as long as the message's buffer
  public record Ok(boolean eof, ByteBuffer data) {
    /// @param maxData most bytes to take
    public static Ok decode(XdrReader reader, int maxData) throws WireException {
      return new Ok(reader.bool(), reader.opaqueSlice(maxData));
    }

    public void encode(XdrWriter writer) {
      writer.bool(eof);
      writer.opaque(data);
    }
  }
}
