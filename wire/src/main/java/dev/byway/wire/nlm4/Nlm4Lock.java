package dev.byway.wire.nlm4;

import dev.byway.wire.WireException;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrString;
import dev.byway.wire.xdr.XdrWriter;

/// `nlm4_lock`: a range of a file, and whose.
///
///     struct nlm4_lock {
///         string caller_name<LM_MAXSTRLEN>; netobj fh; netobj oh; int32 svid;
///         uint64 l_offset; uint64 l_len;
///     };
///
/// @param callerName the host
/// @param oh the owner on it
/// @param svid the process
/// @param offset unsigned
/// @param length bytes, unsigned; 0 and all ones: to the end
public record Nlm4Lock(
    XdrString callerName, Netobj fh, Netobj oh, int svid, long offset, long length) {
  public static Nlm4Lock decode(XdrReader reader) throws WireException {
    return new Nlm4Lock(
        reader.string(Nlm4.LM_MAXSTRLEN),
        Netobj.decode(reader),
        Netobj.decode(reader),
        reader.int32(),
        reader.int64(),
        reader.int64());
  }

  public void encode(XdrWriter writer) {
    writer.string(callerName);
    fh.encode(writer);
    oh.encode(writer);
    writer.int32(svid);
    writer.int64(offset);
    writer.int64(length);
  }
}
