package dev.byway.wire.nfs4;

import dev.byway.wire.WireException;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrWriter;

/// COMMIT, RFC 8881 §18.3.
public final class Commit4 {
  private Commit4() {}

  /// @param offset bytes, unsigned
  /// @param count bytes, unsigned; 0 for all to the end
  public record Args(long offset, int count) {
    public static Args decode(XdrReader reader) throws WireException {
      return new Args(reader.int64(), reader.int32());
    }

    public void encode(XdrWriter writer) {
      writer.int64(offset);
      writer.int32(count);
    }
  }

  public record Ok(long writeverf) {
    public static Ok decode(XdrReader reader) throws WireException {
      return new Ok(reader.int64());
    }

    public void encode(XdrWriter writer) {
      writer.int64(writeverf);
    }
  }
}
