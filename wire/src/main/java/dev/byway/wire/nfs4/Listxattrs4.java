package dev.byway.wire.nfs4;

import dev.byway.wire.WireException;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrString;
import dev.byway.wire.xdr.XdrWriter;
import java.util.ArrayList;
import java.util.List;

/// LISTXATTRS, RFC 8276 §8.4.3.
public final class Listxattrs4 {
  private static final int MAX_NAMES = 1 << 16;

  private Listxattrs4() {}

  /// @param maxcount most bytes of the whole result, unsigned
  public record Args(long cookie, int maxcount) {
    public static Args decode(XdrReader reader) throws WireException {
      return new Args(reader.int64(), reader.int32());
    }

    public void encode(XdrWriter writer) {
      writer.int64(cookie);
      writer.int32(maxcount);
    }
  }

  /// @param cookie where to go on
  public record Ok(long cookie, List<XdrString> names, boolean eof) {
    public static Ok decode(XdrReader reader) throws WireException {
      long cookie = reader.int64();
      int count = reader.count(Math.min(MAX_NAMES, reader.remaining() / Integer.BYTES));
      List<XdrString> names = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        names.add(reader.string(Nfs4.MAX_NAME));
      }
      return new Ok(cookie, names, reader.bool());
    }

    public void encode(XdrWriter writer) {
      writer.int64(cookie);
      writer.int32(names.size());
      names.forEach(writer::string);
      writer.bool(eof);
    }
  }
}
