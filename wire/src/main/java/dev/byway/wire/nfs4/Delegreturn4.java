package dev.byway.wire.nfs4;

import dev.byway.wire.WireException;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrWriter;

/// DELEGRETURN, RFC 8881 §18.6.
public final class Delegreturn4 {
  private Delegreturn4() {}

  public record Args(Stateid4 delegStateid) {
    public static Args decode(XdrReader reader) throws WireException {
      return new Args(Stateid4.decode(reader));
    }

    public void encode(XdrWriter writer) {
      delegStateid.encode(writer);
    }
  }
}
