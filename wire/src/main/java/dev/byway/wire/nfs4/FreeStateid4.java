package dev.byway.wire.nfs4;

import dev.byway.wire.WireException;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrWriter;

/// FREE_STATEID, RFC 8881 §18.38.
public final class FreeStateid4 {
  private FreeStateid4() {}

  public record Args(Stateid4 stateid) {
    public static Args decode(XdrReader reader) throws WireException {
      return new Args(Stateid4.decode(reader));
    }

    public void encode(XdrWriter writer) {
      stateid.encode(writer);
    }
  }
}
