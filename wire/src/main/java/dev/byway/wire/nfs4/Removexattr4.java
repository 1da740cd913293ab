package dev.byway.wire.nfs4;

import dev.byway.wire.WireException;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrString;
import dev.byway.wire.xdr.XdrWriter;

/// REMOVEXATTR, RFC 8276 §8.4.4.
public final class Removexattr4 {
  private Removexattr4() {}

  public record Args(XdrString name) {
    public static Args decode(XdrReader reader) throws WireException {
      return new Args(reader.string(Nfs4.MAX_NAME));
    }

    public void encode(XdrWriter writer) {
      writer.string(name);
    }
  }

  public record Ok(ChangeInfo4 cinfo) {
    public static Ok decode(XdrReader reader) throws WireException {
      return new Ok(ChangeInfo4.decode(reader));
    }

    public void encode(XdrWriter writer) {
      cinfo.encode(writer);
    }
  }
}
