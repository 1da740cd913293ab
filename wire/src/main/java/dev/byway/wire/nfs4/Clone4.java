package dev.byway.wire.nfs4;

import dev.byway.wire.WireException;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrWriter;

/// CLONE, RFC 7862 §15.13: from the saved file to the current one.
public final class Clone4 {
  private Clone4() {}

  /// @param count bytes; 0 for all to the end
  public record Args(
      Stateid4 srcStateid, Stateid4 dstStateid, long srcOffset, long dstOffset, long count) {
    public static Args decode(XdrReader reader) throws WireException {
      return new Args(
          Stateid4.decode(reader),
          Stateid4.decode(reader),
          reader.int64(),
          reader.int64(),
          reader.int64());
    }

    public void encode(XdrWriter writer) {
      srcStateid.encode(writer);
      dstStateid.encode(writer);
      writer.int64(srcOffset);
      writer.int64(dstOffset);
      writer.int64(count);
    }
  }
}
