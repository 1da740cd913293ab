package dev.byway.it.peers;

import dev.byway.server.NfsServer;
import dev.byway.server.export.ClientRule;
import dev.byway.server.export.ExportSpec;
import dev.byway.server.export.Squash;
import dev.byway.vfs.local.LocalVfs;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;

/// A directory served on a free loopback port under the name `/data`, root not squashed.
record Served(NfsServer server) implements AutoCloseable {
  static Served directory(Path directory, Path state) throws IOException {
    return directory(directory, state, 0);
  }

  /// @param port of the loopback address; 0: any free one
  static Served directory(Path directory, Path state, int port) throws IOException {
    LocalVfs room = LocalVfs.open(directory, LocalVfs.Options.DEFAULT.withStateDirectory(state));
    ExportSpec spec =
        ExportSpec.of("/data", directory.toString())
            .withClients(ClientRule.DEFAULT.withSquash(Squash.NONE))
            .withSync(false);
    return new Served(
        NfsServer.builder()
            .listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
            .stateFolder(state.resolve("server"))
            .export(spec, room)
            .listen9p(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .start());
  }

  int port() {
    return server.address().getPort();
  }

  int port9p() {
    return server.addresses9p().getFirst().getPort();
  }

  /// As libnfs wants it, with both ports, so that it asks no portmapper.
  String libnfsUrl(String path) {
    return "nfs://127.0.0.1/data" + path + "?version=3&nfsport=" + port() + "&mountport=" + port();
  }

  @Override
  public void close() {
    server.close();
  }
}
