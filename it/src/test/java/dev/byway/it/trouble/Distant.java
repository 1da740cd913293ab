package dev.byway.it.trouble;

import dev.byway.bench.TcpRelay;
import dev.byway.client.NfsUrl;
import dev.byway.server.NfsServer;
import dev.byway.server.export.ClientRule;
import dev.byway.server.export.Squash;
import dev.byway.vfs.Vfs;
import dev.byway.vfs.local.LocalVfs;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.UnaryOperator;

/// A server of a directory, and a line to it that can be disturbed.
final class Distant implements AutoCloseable {
  private final Path folder;
  private final UnaryOperator<Vfs> around;
  private NfsServer server;
  final TcpRelay relay;

  /// @param folder gets `export`, which is served, and the server's state
  Distant(Path folder) throws IOException {
    this(folder, UnaryOperator.identity());
  }

  /// @param around makes another room of the directory's
  Distant(Path folder, UnaryOperator<Vfs> around) throws IOException {
    this.folder = folder;
    this.around = around;
    this.server = serve(folder, new InetSocketAddress("127.0.0.1", 0), around);
    this.relay = new TcpRelay(server.address(), Duration.ZERO);
  }

  static NfsServer serve(Path folder, InetSocketAddress address) throws IOException {
    return serve(folder, address, UnaryOperator.identity());
  }

  private static NfsServer serve(Path folder, InetSocketAddress address, UnaryOperator<Vfs> around)
      throws IOException {
    Path export = Files.createDirectories(folder.resolve("export"));
    return NfsServer.builder()
        .listen(address)
        .stateFolder(Files.createDirectories(folder.resolve("state")))
        .export(
            "/room",
            around.apply(LocalVfs.open(export, LocalVfs.Options.DEFAULT)),
            ClientRule.DEFAULT.withSquash(Squash.NONE))
        .localio(null)
        .start();
  }

  Path served(String name) {
    return folder.resolve("export").resolve(name);
  }

  NfsUrl url(String options) throws IOException {
    return NfsUrl.parse(
        "nfs://127.0.0.1:" + relay.address().getPort() + "/room?localio=off&" + options);
  }

  /// Ends the server and starts it again, as the same one at another port.
  void restart() throws IOException {
    server.close();
    server = serve(folder, new InetSocketAddress("127.0.0.1", 0), around);
    relay.moveTo(server.address());
  }

  @Override
  public void close() {
    relay.close();
    server.close();
  }
}
