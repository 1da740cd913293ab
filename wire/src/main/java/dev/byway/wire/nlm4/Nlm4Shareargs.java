package dev.byway.wire.nlm4;

import dev.byway.wire.WireException;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrString;
import dev.byway.wire.xdr.XdrWriter;

/// Arguments of SHARE and UNSHARE: DOS share modes.
///
///     struct nlm4_share {
///         string caller_name<LM_MAXSTRLEN>; netobj fh; netobj oh; fsh4_mode mode;
///         fsh4_access access;
///     };
///     struct nlm4_shareargs { netobj cookie; nlm4_share share; bool reclaim; };
///
/// @param mode what others may not: 0 nothing is denied, 1 reading, 2 writing, 3 both
/// @param access what the owner does: 0 nothing, 1 reads, 2 writes, 3 both
public record Nlm4Shareargs(
    Netobj cookie,
    XdrString callerName,
    Netobj fh,
    Netobj oh,
    int mode,
    int access,
    boolean reclaim) {
  public static Nlm4Shareargs decode(XdrReader reader) throws WireException {
    return new Nlm4Shareargs(
        Netobj.decode(reader),
        reader.string(Nlm4.LM_MAXSTRLEN),
        Netobj.decode(reader),
        Netobj.decode(reader),
        reader.int32(),
        reader.int32(),
        reader.bool());
  }

  public void encode(XdrWriter writer) {
    cookie.encode(writer);
    writer.string(callerName);
    fh.encode(writer);
    oh.encode(writer);
    writer.int32(mode);
    writer.int32(access);
    writer.bool(reclaim);
  }
}
