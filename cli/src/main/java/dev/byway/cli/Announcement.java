package dev.byway.cli;

import dev.byway.server.NfsServer;
import dev.byway.server.config.Portmap;
import dev.byway.server.portmap.PortmapProgram;
import dev.byway.server.portmap.Registration;
import dev.byway.server.portmap.RpcbindClient;
import dev.byway.server.rpc.RpcConnection.Transport;
import dev.byway.server.rpc.RpcOptions;
import dev.byway.server.rpc.RpcServer;
import dev.byway.wire.mount3.Mount3;
import dev.byway.wire.nfs3.Nfs3;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Tells clients that know only the host where a server is, as long as it runs.
final class Announcement implements AutoCloseable {
  private static final int PORT = 111;

  private final Portmap how;
  private final List<Registration> registrations = new ArrayList<>();
  private final InetSocketAddress address;
  private @Nullable RpcServer mapper;
  private boolean registered;

  private Announcement(NfsServer server, Portmap how) {
    this.how = how;
    this.address = server.address();
    for (Transport transport : Transport.values()) {
      registrations.add(new Registration(Nfs3.PROGRAM, Nfs3.VERSION, transport, address));
      registrations.add(new Registration(Mount3.PROGRAM, 1, transport, address));
      registrations.add(new Registration(Mount3.PROGRAM, 3, transport, address));
    }
  }

  /// Tells from now on, until it is closed.
  static Announcement of(NfsServer server, Portmap how) throws IOException {
    Announcement announcement = new Announcement(server, how);
    announcement.tell();
    return announcement;
  }

  private void tell() throws IOException {
    switch (how) {
      case OFF -> {}
      case REGISTER -> register();
      case SERVE -> serve();
    }
  }

  private void register() throws IOException {
    try {
      RpcbindClient.ofThisMachine().register(registrations);
      registered = true;
    } catch (IOException e) {
      throw new Failure(
          "cannot register with rpcbind: "
              + e.getMessage()
              + "; start it, or use --portmap instead",
          e);
    }
  }

  private void serve() throws IOException {
    var here = new InetSocketAddress(address.getAddress(), PORT);
    mapper =
        new RpcServer(
            RpcOptions.DEFAULT.withLoops(1).withWorkers(1).withSpin(false),
            List.of(new PortmapProgram(registrations)));
    try {
      mapper.listenTcp(here);
      mapper.listenUdp(here);
    } catch (BindException e) {
      throw new Failure(
          "cannot be the port mapper: "
              + e.getMessage()
              + "; where rpcbind runs, use --register; port 111 needs root",
          e);
    }
  }

  @Override
  public void close() {
    if (mapper != null) {
      mapper.close();
    }
    if (registered) {
      try {
        RpcbindClient.ofThisMachine().unregister(registrations);
      } catch (IOException e) {
        // rpcbind is gone, and with it what it knew of us.
      }
    }
  }
}
