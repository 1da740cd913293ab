package dev.byway.wire.nfs4;

import dev.byway.wire.WireException;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrWriter;

/// BIND_CONN_TO_SESSION, RFC 8881 §18.34.
public final class BindConnToSession4 {
  /// `CDFC4_FORE` and `CDFS4_FORE`: calls of the client.
  public static final int FORE = 1;

  /// `CDFC4_BACK` and `CDFS4_BACK`: calls of the server.
  public static final int BACK = 2;

  /// `CDFC4_FORE_OR_BOTH` and `CDFS4_BOTH`.
  public static final int BOTH = 3;

  /// `CDFC4_BACK_OR_BOTH`.
  public static final int BACK_OR_BOTH = 7;

  private BindConnToSession4() {}

  public record Args(SessionId4 sessionid, int dir, boolean useConnInRdmaMode) {
    public static Args decode(XdrReader reader) throws WireException {
      return new Args(SessionId4.decode(reader), reader.int32(), reader.bool());
    }

    public void encode(XdrWriter writer) {
      sessionid.encode(writer);
      writer.int32(dir);
      writer.bool(useConnInRdmaMode);
    }
  }

  public record Ok(SessionId4 sessionid, int dir, boolean useConnInRdmaMode) {
    public static Ok decode(XdrReader reader) throws WireException {
      return new Ok(SessionId4.decode(reader), reader.int32(), reader.bool());
    }

    public void encode(XdrWriter writer) {
      sessionid.encode(writer);
      writer.int32(dir);
      writer.bool(useConnInRdmaMode);
    }
  }
}
