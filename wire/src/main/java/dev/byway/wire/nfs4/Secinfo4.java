package dev.byway.wire.nfs4;

import dev.byway.wire.WireException;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrString;
import dev.byway.wire.xdr.XdrWriter;

/// SECINFO, RFC 8881 §18.29: its result is [SecinfoNoName4.Ok].
public final class Secinfo4 {
  private Secinfo4() {}

  public record Args(XdrString name) {
    public static Args decode(XdrReader reader) throws WireException {
      return new Args(reader.string(Nfs4.MAX_NAME));
    }

    public void encode(XdrWriter writer) {
      writer.string(name);
    }
  }
}
