package dev.byway.wire.nfs4;

import dev.byway.wire.WireException;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrString;
import dev.byway.wire.xdr.XdrWriter;

/// `nfsace4`, RFC 8881 §6.2.1: an entry of an access control list.
///
/// @param type ALLOW is 0
/// @param accessMask bits of §6.2.1.3.1
public record Nfsace4(int type, int flag, int accessMask, XdrString who) {
  /// Grants nobody anything: who opens the file must ask.
  public static final Nfsace4 NOBODY = new Nfsace4(0, 0, 0, XdrString.EMPTY);

  public static Nfsace4 decode(XdrReader reader) throws WireException {
    return new Nfsace4(
        reader.int32(), reader.int32(), reader.int32(), reader.string(Nfs4.NFS4_OPAQUE_LIMIT));
  }

  public void encode(XdrWriter writer) {
    writer.int32(type);
    writer.int32(flag);
    writer.int32(accessMask);
    writer.string(who);
  }
}
