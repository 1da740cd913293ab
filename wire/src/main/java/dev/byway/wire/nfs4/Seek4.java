package dev.byway.wire.nfs4;

import dev.byway.wire.WireException;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrWriter;

/// SEEK, RFC 7862 §15.11.
public final class Seek4 {
  /// `NFS4_CONTENT_DATA`.
  public static final int DATA = 0;

  /// `NFS4_CONTENT_HOLE`.
  public static final int HOLE = 1;

  private Seek4() {}

  /// @param what [#DATA] or [#HOLE]
  public record Args(Stateid4 stateid, long offset, int what) {
    public static Args decode(XdrReader reader) throws WireException {
      return new Args(Stateid4.decode(reader), reader.int64(), reader.int32());
    }

    public void encode(XdrWriter writer) {
      stateid.encode(writer);
      writer.int64(offset);
      writer.int32(what);
    }
  }

  public record Ok(boolean eof, long offset) {
    public static Ok decode(XdrReader reader) throws WireException {
      return new Ok(reader.bool(), reader.int64());
    }

    public void encode(XdrWriter writer) {
      writer.bool(eof);
      writer.int64(offset);
    }
  }
}
