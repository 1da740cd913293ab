package dev.byway.wire.nfs4;

import dev.byway.wire.WireException;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrWriter;

/// SETATTR, RFC 8881 §18.30: the result, also of a failure, is the set of attributes that were set.
public final class Setattr4 {
  private Setattr4() {}

  public record Args(Stateid4 stateid, Fattr4 objAttributes) {
    public static Args decode(XdrReader reader) throws WireException {
      return new Args(Stateid4.decode(reader), Fattr4.decode(reader));
    }

    public void encode(XdrWriter writer) {
      stateid.encode(writer);
      objAttributes.encode(writer);
    }
  }
}
