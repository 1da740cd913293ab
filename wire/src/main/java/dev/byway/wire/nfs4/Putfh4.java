package dev.byway.wire.nfs4;

import dev.byway.wire.WireException;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrWriter;

/// PUTFH, RFC 8881 §18.19.
public final class Putfh4 {
  private Putfh4() {}

  public record Args(FileHandle4 object) {
    public static Args decode(XdrReader reader) throws WireException {
      return new Args(FileHandle4.decode(reader));
    }

    public void encode(XdrWriter writer) {
      object.encode(writer);
    }
  }
}
