package dev.byway.wire.nfs4;

import dev.byway.wire.WireException;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrWriter;

/// DESTROY_CLIENTID, RFC 8881 §18.50.
public final class DestroyClientid4 {
  private DestroyClientid4() {}

  public record Args(long clientid) {
    public static Args decode(XdrReader reader) throws WireException {
      return new Args(reader.int64());
    }

    public void encode(XdrWriter writer) {
      writer.int64(clientid);
    }
  }
}
