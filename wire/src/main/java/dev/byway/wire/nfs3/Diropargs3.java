package dev.byway.wire.nfs3;

import dev.byway.wire.WireException;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrString;
import dev.byway.wire.xdr.XdrWriter;

/// `diropargs3`, RFC 1813 §2.6: a name in a directory.
///
/// @param name as sent, up to [Nfs3#MAX_FILENAME] bytes: it may be empty, too long or hold a slash
public record Diropargs3(FileHandle3 dir, XdrString name) {
  public static Diropargs3 decode(XdrReader reader) throws WireException {
    return new Diropargs3(FileHandle3.decode(reader), reader.string(Nfs3.MAX_FILENAME));
  }

  public void encode(XdrWriter writer) {
    dir.encode(writer);
    writer.string(name);
  }
}
