package dev.byway.wire.nfs4;

import dev.byway.wire.WireException;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrString;
import dev.byway.wire.xdr.XdrWriter;

/// READLINK, RFC 8881 §18.24.
public final class Readlink4 {
  private Readlink4() {}

  public record Ok(XdrString link) {
    public static Ok decode(XdrReader reader) throws WireException {
      return new Ok(reader.string(Nfs4.MAX_LINK_TEXT));
    }

    public void encode(XdrWriter writer) {
      writer.string(link);
    }
  }
}
