package dev.byway.wire.nfs4;

import dev.byway.wire.WireException;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrString;
import dev.byway.wire.xdr.XdrWriter;

/// LOOKUP, RFC 8881 §18.13.
public final class Lookup4 {
  private Lookup4() {}

  public record Args(XdrString objname) {
    public static Args decode(XdrReader reader) throws WireException {
      return new Args(reader.string(Nfs4.MAX_NAME));
    }

    public void encode(XdrWriter writer) {
      writer.string(objname);
    }
  }
}
