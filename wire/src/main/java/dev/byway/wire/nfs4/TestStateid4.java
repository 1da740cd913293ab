package dev.byway.wire.nfs4;

import dev.byway.wire.WireException;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrWriter;
import java.util.ArrayList;
import java.util.List;

/// TEST_STATEID, RFC 8881 §18.48: the result is a status for each.
public final class TestStateid4 {
  /// Most that are taken at once.
  public static final int MAX = 1 << 14;

  private TestStateid4() {}

  public record Args(List<Stateid4> stateids) {
    public static Args decode(XdrReader reader) throws WireException {
      int count = reader.count(Math.min(MAX, reader.remaining() / Stateid4.SIZE));
      List<Stateid4> stateids = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        stateids.add(Stateid4.decode(reader));
      }
      return new Args(stateids);
    }

    public void encode(XdrWriter writer) {
      writer.int32(stateids.size());
      stateids.forEach(each -> each.encode(writer));
    }
  }
}
