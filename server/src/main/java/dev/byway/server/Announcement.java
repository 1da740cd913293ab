package dev.byway.server;

import dev.byway.server.config.Portmap;
import dev.byway.server.portmap.PortmapBindException;
import dev.byway.server.portmap.PortmapProgram;
import dev.byway.server.portmap.Registration;
import dev.byway.server.portmap.RpcbindClient;
import dev.byway.server.rpc.RpcConnection.Transport;
import dev.byway.server.rpc.RpcProgram;
import dev.byway.server.rpc.RpcServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How clients that know only the host find the server's port: not at all, from the rpcbind of this
/// machine, or from the server itself on port 111. For one thread.
final class Announcement implements AutoCloseable {
  private static final int PMAP_PORT = 111;

  private final Portmap mode;
  private final PortmapProgram portmapper = new PortmapProgram(List.of());
  private List<Registration> registered = List.of();

  Announcement(Portmap mode) {
    this.mode = mode;
  }

  /// A program that the server has to serve too; null when there is none.
  @Nullable RpcProgram program() {
    return mode == Portmap.SERVE ? portmapper : null;
  }

  /// The server listens: tells so.
  ///
  /// @param programs that clients may look for
  /// @param addresses on which all of them are served, on TCP and UDP
  /// @throws IOException no rpcbind answers, or port 111 cannot be bound
  void begin(RpcServer rpc, List<RpcProgram> programs, List<InetSocketAddress> addresses)
      throws IOException {
    List<Registration> all = new ArrayList<>();
    for (InetSocketAddress address : addresses) {
      for (Transport transport : Transport.values()) {
        all.addAll(Registration.of(programs, transport, address));
      }
    }
    switch (mode) {
      case OFF -> {}
      case REGISTER -> {
        RpcbindClient.ofThisMachine().register(all);
        registered = all;
      }
      case SERVE -> serve(rpc, all, addresses);
    }
  }

  private void serve(RpcServer rpc, List<Registration> all, List<InetSocketAddress> addresses)
      throws IOException {
    for (InetSocketAddress address : addresses) {
      var here = new InetSocketAddress(address.getAddress(), PMAP_PORT);
      for (Transport transport : Transport.values()) {
        all.addAll(Registration.of(List.of(portmapper), transport, here));
      }
    }
    portmapper.registrations(all);
    for (InetSocketAddress address : addresses) {
      var here = new InetSocketAddress(address.getAddress(), PMAP_PORT);
      if (!addresses.contains(here)) {
        try {
          rpc.listenTcp(here);
          rpc.listenUdp(here);
        } catch (IOException e) {
          throw new PortmapBindException(e);
        }
      }
    }
  }

  @Override
  public void close() {
    if (!registered.isEmpty()) {
      try {
        RpcbindClient.ofThisMachine().unregister(registered);
      } catch (IOException e) {
        System.getLogger(Announcement.class.getName())
            .log(System.Logger.Level.DEBUG, "rpcbind went away before us", e);
      }
    }
  }
}
