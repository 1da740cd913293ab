package dev.byway.wire.nfs4;

import dev.byway.wire.WireException;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrWriter;

/// OPEN_DOWNGRADE, RFC 8881 §18.18.
public final class OpenDowngrade4 {
  private OpenDowngrade4() {}

  public record Args(Stateid4 openStateid, int seqid, int shareAccess, int shareDeny) {
    public static Args decode(XdrReader reader) throws WireException {
      return new Args(Stateid4.decode(reader), reader.int32(), reader.int32(), reader.int32());
    }

    public void encode(XdrWriter writer) {
      openStateid.encode(writer);
      writer.int32(seqid);
      writer.int32(shareAccess);
      writer.int32(shareDeny);
    }
  }

  public record Ok(Stateid4 openStateid) {
    public static Ok decode(XdrReader reader) throws WireException {
      return new Ok(Stateid4.decode(reader));
    }

    public void encode(XdrWriter writer) {
      openStateid.encode(writer);
    }
  }
}
