package dev.byway.wire.nfs4;

import dev.byway.wire.WireException;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrWriter;

/// ALLOCATE and DEALLOCATE, RFC 7862 §15.1 and §15.4.
public final class Range4 {
  private Range4() {}

  /// @param offset bytes, unsigned
  /// @param length bytes, unsigned
  public record Args(Stateid4 stateid, long offset, long length) {
    public static Args decode(XdrReader reader) throws WireException {
      return new Args(Stateid4.decode(reader), reader.int64(), reader.int64());
    }

    public void encode(XdrWriter writer) {
      stateid.encode(writer);
      writer.int64(offset);
      writer.int64(length);
    }
  }
}
