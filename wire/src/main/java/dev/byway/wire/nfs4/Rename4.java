package dev.byway.wire.nfs4;

import dev.byway.wire.WireException;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrString;
import dev.byway.wire.xdr.XdrWriter;

/// RENAME, RFC 8881 §18.26: from the saved directory to the current one.
public final class Rename4 {
  private Rename4() {}

  public record Args(XdrString oldname, XdrString newname) {
    public static Args decode(XdrReader reader) throws WireException {
      return new Args(reader.string(Nfs4.MAX_NAME), reader.string(Nfs4.MAX_NAME));
    }

    public void encode(XdrWriter writer) {
      writer.string(oldname);
      writer.string(newname);
    }
  }

  public record Ok(ChangeInfo4 source, ChangeInfo4 target) {
    public static Ok decode(XdrReader reader) throws WireException {
      return new Ok(ChangeInfo4.decode(reader), ChangeInfo4.decode(reader));
    }

    public void encode(XdrWriter writer) {
      source.encode(writer);
      target.encode(writer);
    }
  }
}
