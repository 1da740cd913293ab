package dev.byway.wire.nfs4;

import dev.byway.wire.WireException;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrWriter;

/// `change_info4`, RFC 8881 §3.3.11: a directory's change attribute around a change.
public record ChangeInfo4(boolean atomic, long before, long after) {
  /// Bytes on the wire.
  public static final int SIZE = 20;

  public static ChangeInfo4 decode(XdrReader reader) throws WireException {
    return new ChangeInfo4(reader.bool(), reader.int64(), reader.int64());
  }

  public void encode(XdrWriter writer) {
    writer.bool(atomic);
    writer.int64(before);
    writer.int64(after);
  }
}
