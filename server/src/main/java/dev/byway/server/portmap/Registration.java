package dev.byway.server.portmap;

import dev.byway.server.rpc.RpcConnection.Transport;
import dev.byway.server.rpc.RpcProgram;
import dev.byway.wire.portmap.Portmap;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/// One version of a program, and where it is served.
///
/// @param address with the real port; the wildcard address when it is served on all
public record Registration(
    int program, int version, Transport transport, InetSocketAddress address) {

  /// All versions of some programs at one address.
  public static List<Registration> of(
      Iterable<? extends RpcProgram> programs, Transport transport, InetSocketAddress address) {
    List<Registration> all = new ArrayList<>();
    for (RpcProgram program : programs) {
      for (int version = program.low(); version <= program.high(); version++) {
        if (program.serves(version)) {
          all.add(new Registration(program.number(), version, transport, address));
        }
      }
    }
    return all;
  }

  /// The name of the transport as rpcbind knows it.
  public String netid() {
    String base =
        switch (transport) {
          case TCP -> "tcp";
          case UDP -> "udp";
        };
    boolean six =
        address.getAddress() instanceof Inet6Address && !address.getAddress().isAnyLocalAddress();
    return six ? base + "6" : base;
  }

  /// The IP protocol's number, for version 2.
  int protocol() {
    return switch (transport) {
      case TCP -> Portmap.IPPROTO_TCP;
      case UDP -> Portmap.IPPROTO_UDP;
    };
  }
}
