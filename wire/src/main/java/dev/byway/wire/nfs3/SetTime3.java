package dev.byway.wire.nfs3;

import dev.byway.wire.WireException;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrWriter;

/// `set_atime` and `set_mtime`, RFC 1813 §2.6: an arm for each `time_how`.
public sealed interface SetTime3 {
  int DONT_CHANGE = 0;
  int SET_TO_SERVER_TIME = 1;
  int SET_TO_CLIENT_TIME = 2;

  void encode(XdrWriter writer);

  static SetTime3 decode(XdrReader reader) throws WireException {
    int how = reader.int32();
    return switch (how) {
      case DONT_CHANGE -> DontChange.INSTANCE;
      case SET_TO_SERVER_TIME -> ServerTime.INSTANCE;
      case SET_TO_CLIENT_TIME -> new ClientTime(NfsTime3.decode(reader));
      default -> throw new WireException("time_how " + how);
    };
  }

  record DontChange() implements SetTime3 {
    public static final DontChange INSTANCE = new DontChange();

    @Override
    public void encode(XdrWriter writer) {
      writer.int32(DONT_CHANGE);
    }
  }

  /// The server's clock, now.
  record ServerTime() implements SetTime3 {
    public static final ServerTime INSTANCE = new ServerTime();

    @Override
    public void encode(XdrWriter writer) {
      writer.int32(SET_TO_SERVER_TIME);
    }
  }

  record ClientTime(NfsTime3 time) implements SetTime3 {
    @Override
    public void encode(XdrWriter writer) {
      writer.int32(SET_TO_CLIENT_TIME);
      time.encode(writer);
    }
  }
}
