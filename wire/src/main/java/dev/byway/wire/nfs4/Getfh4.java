package dev.byway.wire.nfs4;

import dev.byway.wire.WireException;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrWriter;

/// GETFH, RFC 8881 §18.8.
public final class Getfh4 {
  private Getfh4() {}

  public record Ok(FileHandle4 object) {
    public static Ok decode(XdrReader reader) throws WireException {
      return new Ok(FileHandle4.decode(reader));
    }

    public void encode(XdrWriter writer) {
      object.encode(writer);
    }
  }
}
