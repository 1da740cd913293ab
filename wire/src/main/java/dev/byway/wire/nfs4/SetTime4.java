package dev.byway.wire.nfs4;

import dev.byway.wire.WireException;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrWriter;
import org.jspecify.annotations.Nullable;

/// `settime4`, RFC 8881 §3.3.1: the server's own time, or one that is given.
///
/// @param time null: the server's
public record SetTime4(@Nullable NfsTime4 time) {
  private static final int SET_TO_SERVER_TIME4 = 0;
  private static final int SET_TO_CLIENT_TIME4 = 1;

  public static SetTime4 decode(XdrReader reader) throws WireException {
    int how = reader.int32();
    return switch (how) {
      case SET_TO_SERVER_TIME4 -> new SetTime4(null);
      case SET_TO_CLIENT_TIME4 -> new SetTime4(NfsTime4.decode(reader));
      default -> throw new WireException("time_how4 " + how);
    };
  }

  public void encode(XdrWriter writer) {
    writer.int32(time == null ? SET_TO_SERVER_TIME4 : SET_TO_CLIENT_TIME4);
    if (time != null) {
      time.encode(writer);
    }
  }
}
