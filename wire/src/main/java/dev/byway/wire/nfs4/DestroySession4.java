package dev.byway.wire.nfs4;

import dev.byway.wire.WireException;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrWriter;

/// DESTROY_SESSION, RFC 8881 §18.37.
public final class DestroySession4 {
  private DestroySession4() {}

  public record Args(SessionId4 sessionid) {
    public static Args decode(XdrReader reader) throws WireException {
      return new Args(SessionId4.decode(reader));
    }

    public void encode(XdrWriter writer) {
      sessionid.encode(writer);
    }
  }
}
