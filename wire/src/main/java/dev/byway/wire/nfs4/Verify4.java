package dev.byway.wire.nfs4;

import dev.byway.wire.WireException;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrWriter;

/// VERIFY and NVERIFY, RFC 8881 §18.30 and §18.15: go on if the attributes are, or are not, these.
public final class Verify4 {
  private Verify4() {}

  public record Args(Fattr4 objAttributes) {
    public static Args decode(XdrReader reader) throws WireException {
      return new Args(Fattr4.decode(reader));
    }

    public void encode(XdrWriter writer) {
      objAttributes.encode(writer);
    }
  }
}
