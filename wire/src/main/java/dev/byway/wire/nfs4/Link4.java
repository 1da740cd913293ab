package dev.byway.wire.nfs4;

import dev.byway.wire.WireException;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrString;
import dev.byway.wire.xdr.XdrWriter;

/// LINK, RFC 8881 §18.9: the saved handle's file gets a name in the current directory.
public final class Link4 {
  private Link4() {}

  public record Args(XdrString newname) {
    public static Args decode(XdrReader reader) throws WireException {
      return new Args(reader.string(Nfs4.MAX_NAME));
    }

    public void encode(XdrWriter writer) {
      writer.string(newname);
    }
  }

  public record Ok(ChangeInfo4 cinfo) {
    public static Ok decode(XdrReader reader) throws WireException {
      return new Ok(ChangeInfo4.decode(reader));
    }

    public void encode(XdrWriter writer) {
      cinfo.encode(writer);
    }
  }
}
