package dev.byway.wire.nfs4;

import dev.byway.wire.WireException;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrWriter;

/// CLOSE, RFC 8881 §18.2.
public final class Close4 {
  private Close4() {}

  public record Args(int seqid, Stateid4 openStateid) {
    public static Args decode(XdrReader reader) throws WireException {
      return new Args(reader.int32(), Stateid4.decode(reader));
    }

    public void encode(XdrWriter writer) {
      writer.int32(seqid);
      openStateid.encode(writer);
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
