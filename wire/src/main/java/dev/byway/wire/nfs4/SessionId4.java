package dev.byway.wire.nfs4;

import dev.byway.wire.WireException;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrWriter;

/// `sessionid4`, RFC 8881 §2.10.3: sixteen bytes of the server's choice.
public record SessionId4(long high, long low) {
  /// Bytes on the wire.
  public static final int SIZE = 16;

  public static SessionId4 decode(XdrReader reader) throws WireException {
    return new SessionId4(reader.int64(), reader.int64());
  }

  public void encode(XdrWriter writer) {
    writer.int64(high);
    writer.int64(low);
  }
}
