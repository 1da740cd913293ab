package dev.byway.wire.nfs3;

import dev.byway.wire.WireException;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrWriter;

/// `wcc_attr`, RFC 1813 §2.6: what a file was like before an operation, as much as a client needs
/// to see whether anyone else changed it.
///
/// @param size bytes, unsigned
public record WccAttr(long size, NfsTime3 mtime, NfsTime3 ctime) {
  public static WccAttr decode(XdrReader reader) throws WireException {
    return new WccAttr(reader.int64(), NfsTime3.decode(reader), NfsTime3.decode(reader));
  }

  public void encode(XdrWriter writer) {
    writer.int64(size);
    mtime.encode(writer);
    ctime.encode(writer);
  }
}
