package dev.byway.wire.nfs4;

import dev.byway.wire.WireException;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrString;
import dev.byway.wire.xdr.XdrWriter;

/// `open_owner4` and `lock_owner4`, RFC 8881 §3.3.10.
///
///     struct state_owner4 { clientid4 clientid; opaque owner<NFS4_OPAQUE_LIMIT>; };
///
/// @param clientid not looked at in 4.1, where the session says who it is
/// @param owner the client's name for a process or open file, as opaque bytes
public record StateOwner4(long clientid, XdrString owner) {
  public static StateOwner4 decode(XdrReader reader) throws WireException {
    return new StateOwner4(reader.int64(), reader.string(Nfs4.NFS4_OPAQUE_LIMIT));
  }

  public void encode(XdrWriter writer) {
    writer.int64(clientid);
    writer.string(owner);
  }
}
