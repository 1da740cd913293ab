package dev.byway.wire.portmap;

import dev.byway.wire.WireException;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrString;
import dev.byway.wire.xdr.XdrWriter;

/// `rpcb`, RFC 1833 §2.1: the arguments of rpcbind's SET, UNSET and GETADDR.
///
///     struct rpcb {
///         unsigned long r_prog; unsigned long r_vers;
///         string r_netid<>; string r_addr<>; string r_owner<>;
///     };
///
/// @param prog unsigned
/// @param vers unsigned
/// @param netid `tcp`, `udp`, `tcp6`, `udp6`; empty in an UNSET of all
/// @param addr as [UniversalAddress] reads and writes it, or empty
/// @param owner who registered it; not used by GETADDR
public record Rpcb(int prog, int vers, XdrString netid, XdrString addr, XdrString owner) {
  public static Rpcb decode(XdrReader reader) throws WireException {
    return new Rpcb(
        reader.int32(),
        reader.int32(),
        reader.string(Portmap.MAX_STRING),
        reader.string(Portmap.MAX_STRING),
        reader.string(Portmap.MAX_STRING));
  }

  public void encode(XdrWriter writer) {
    writer.int32(prog);
    writer.int32(vers);
    writer.string(netid);
    writer.string(addr);
    writer.string(owner);
  }

  /// Bytes on the wire.
  public int encodedSize() {
    return 2 * Integer.BYTES + netid.encodedSize() + addr.encodedSize() + owner.encodedSize();
  }
}
