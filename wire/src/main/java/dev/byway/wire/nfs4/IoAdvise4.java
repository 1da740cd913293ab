package dev.byway.wire.nfs4;

import dev.byway.wire.WireException;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrWriter;

/// IO_ADVISE, RFC 7862 §15.5.
public final class IoAdvise4 {
  private IoAdvise4() {}

  public record Args(Stateid4 stateid, long offset, long count, Bitmap4 hints) {
    public static Args decode(XdrReader reader) throws WireException {
      return new Args(
          Stateid4.decode(reader), reader.int64(), reader.int64(), Bitmap4.decode(reader));
    }

    public void encode(XdrWriter writer) {
      stateid.encode(writer);
      writer.int64(offset);
      writer.int64(count);
      hints.encode(writer);
    }
  }

  public record Ok(Bitmap4 hints) {
    public static Ok decode(XdrReader reader) throws WireException {
      return new Ok(Bitmap4.decode(reader));
    }

    public void encode(XdrWriter writer) {
      hints.encode(writer);
    }
  }
}
