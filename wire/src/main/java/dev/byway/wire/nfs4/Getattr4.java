package dev.byway.wire.nfs4;

import dev.byway.wire.WireException;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrWriter;

/// GETATTR, RFC 8881 §18.7: the result is a [Fattr4].
public final class Getattr4 {
  private Getattr4() {}

  public record Args(Bitmap4 attrRequest) {
    public static Args decode(XdrReader reader) throws WireException {
      return new Args(Bitmap4.decode(reader));
    }

    public void encode(XdrWriter writer) {
      attrRequest.encode(writer);
    }
  }
}
