package dev.byway.wire.portmap;

import dev.byway.wire.WireException;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrString;

/// Constants of the port mapper and rpcbind, RFC 1833 §2.1 and §3.1.
public final class Portmap {
  public static final int PROGRAM = 100000;
  public static final int PORT = 111;

  /// The port mapper.
  public static final int PMAP_VERSION = 2;

  public static final int RPCB_VERSION_3 = 3;
  public static final int RPCB_VERSION_4 = 4;

  /// `prot` of a [Mapping] over TCP.
  public static final int IPPROTO_TCP = 6;

  /// `prot` of a [Mapping] over UDP.
  public static final int IPPROTO_UDP = 17;

  /// Most bytes taken of a netid, an address or an owner, which have no bound of their own.
  public static final int MAX_STRING = 1024;

  private Portmap() {}

  /// The results of GETADDR, a `string` that is empty when the program is not registered.
  public static XdrString decodeAddress(XdrReader reader) throws WireException {
    return reader.string(MAX_STRING);
  }
}
