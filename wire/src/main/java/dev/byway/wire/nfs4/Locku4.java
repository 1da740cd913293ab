package dev.byway.wire.nfs4;

import dev.byway.wire.WireException;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrWriter;

/// LOCKU, RFC 8881 §18.12.
public final class Locku4 {
  private Locku4() {}

  /// @param length bytes, unsigned; all ones: to the end of all files
  public record Args(
      LockType4 locktype, int seqid, Stateid4 lockStateid, long offset, long length) {
    public static Args decode(XdrReader reader) throws WireException {
      return new Args(
          LockType4.decode(reader),
          reader.int32(),
          Stateid4.decode(reader),
          reader.int64(),
          reader.int64());
    }

    public void encode(XdrWriter writer) {
      locktype.encode(writer);
      writer.int32(seqid);
      lockStateid.encode(writer);
      writer.int64(offset);
      writer.int64(length);
    }
  }

  public record Ok(Stateid4 lockStateid) {
    public static Ok decode(XdrReader reader) throws WireException {
      return new Ok(Stateid4.decode(reader));
    }

    public void encode(XdrWriter writer) {
      lockStateid.encode(writer);
    }
  }
}
