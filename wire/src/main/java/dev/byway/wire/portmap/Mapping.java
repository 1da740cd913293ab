package dev.byway.wire.portmap;

import dev.byway.wire.WireException;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrWriter;

/// `mapping`, RFC 1833 §3.1: the arguments of the port mapper's SET, UNSET and GETPORT.
///
///     struct mapping {
///         unsigned int prog; unsigned int vers; unsigned int prot; unsigned int port;
///     };
///
/// @param prog unsigned
/// @param vers unsigned
/// @param prot [Portmap#IPPROTO_TCP] or [Portmap#IPPROTO_UDP]
/// @param port not used by UNSET and GETPORT; may be out of range, as the decoder does not check it
public record Mapping(int prog, int vers, int prot, int port) {
  /// Bytes on the wire.
  public static final int SIZE = 4 * Integer.BYTES;

  public static Mapping decode(XdrReader reader) throws WireException {
    return new Mapping(reader.int32(), reader.int32(), reader.int32(), reader.int32());
  }

  public void encode(XdrWriter writer) {
    writer.int32(prog);
    writer.int32(vers);
    writer.int32(prot);
    writer.int32(port);
  }
}
