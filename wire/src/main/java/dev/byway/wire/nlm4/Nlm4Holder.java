package dev.byway.wire.nlm4;

import dev.byway.wire.WireException;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrWriter;

/// A lock in the way.
///
///     struct nlm4_holder { bool exclusive; int32 svid; netobj oh; uint64 l_offset; uint64 l_len;
/// };
///
/// @param length bytes, unsigned; 0 and all ones: to the end
public record Nlm4Holder(boolean exclusive, int svid, Netobj oh, long offset, long length) {
  public static Nlm4Holder decode(XdrReader reader) throws WireException {
    return new Nlm4Holder(
        reader.bool(), reader.int32(), Netobj.decode(reader), reader.int64(), reader.int64());
  }

  public void encode(XdrWriter writer) {
    writer.bool(exclusive);
    writer.int32(svid);
    oh.encode(writer);
    writer.int64(offset);
    writer.int64(length);
  }
}
