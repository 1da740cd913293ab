package dev.byway.wire.nfs4;

import dev.byway.wire.WireException;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrWriter;

/// COPY, RFC 7862 §15.2, within one server: from the saved file to the current one.
public final class Copy4 {
  private static final int MAX_SERVERS = 16;

  private Copy4() {}

  /// @param count bytes; 0 for all to the end
  /// @param consecutive the client wants the bytes copied in order
  /// @param servers how many other servers are offered as the source; none when it is this one
  public record Args(
      Stateid4 srcStateid,
      Stateid4 dstStateid,
      long srcOffset,
      long dstOffset,
      long count,
      boolean consecutive,
      boolean synchronous,
      int servers) {
    /// Where `servers` is not 0, what they are is left unread.
    public static Args decode(XdrReader reader) throws WireException {
      return new Args(
          Stateid4.decode(reader),
          Stateid4.decode(reader),
          reader.int64(),
          reader.int64(),
          reader.int64(),
          reader.bool(),
          reader.bool(),
          reader.count(MAX_SERVERS));
    }

    public void encode(XdrWriter writer) {
      srcStateid.encode(writer);
      dstStateid.encode(writer);
      writer.int64(srcOffset);
      writer.int64(dstOffset);
      writer.int64(count);
      writer.bool(consecutive);
      writer.bool(synchronous);
      writer.int32(servers);
    }
  }

  /// Of a synchronous copy: `write_response4` without a callback, and `copy_requirements4`.
  public record Ok(
      long count, StableHow4 committed, long writeverf, boolean consecutive, boolean synchronous) {
    public static Ok decode(XdrReader reader) throws WireException {
      if (reader.count(1) != 0) {
        Stateid4.decode(reader);
      }
      return new Ok(
          reader.int64(), StableHow4.decode(reader), reader.int64(), reader.bool(), reader.bool());
    }

    public void encode(XdrWriter writer) {
      writer.int32(0);
      writer.int64(count);
      committed.encode(writer);
      writer.int64(writeverf);
      writer.bool(consecutive);
      writer.bool(synchronous);
    }
  }
}
