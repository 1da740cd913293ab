package dev.byway.nio;

import dev.byway.server.NfsServer;
import dev.byway.server.export.ClientRule;
import dev.byway.server.export.ExportSpec;
import dev.byway.server.export.LocalioPolicy;
import dev.byway.server.export.Squash;
import dev.byway.vfs.local.LocalVfs;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// A folder, a server that has it, and a file system mounted from there.
final class LoopbackServer implements AutoCloseable {
  private final ExportSpec spec;
  private final NfsServer server;
  private final FileSystem files;

  LoopbackServer(Path folder, String options) throws IOException {
    spec =
        ExportSpec.of("/export", "export")
            .withClients(ClientRule.DEFAULT.withSquash(Squash.NONE))
            .withSync(false)
            .withLocalio(LocalioPolicy.TRUST);
    server =
        NfsServer.builder()
            .rooms((room, state) -> LocalVfs.open(folder, LocalVfs.Options.DEFAULT))
            .export(spec)
            .start();
    files = FileSystems.newFileSystem(uri("/export" + options), Map.of("umask", "022"));
  }

  URI uri(String path) {
    return URI.create("nfs://127.0.0.1:" + server.address().getPort() + path);
  }

  NfsServer server() {
    return server;
  }

  /// Takes back what was lent, and lends nothing from now on.
  void stopLending() throws IOException {
    server.reload(List.of(spec.withLocalio(LocalioPolicy.OFF)));
  }

  Path root() {
    return files.getPath("/");
  }

  @Override
  public void close() throws IOException {
    files.close();
    server.close();
  }
}
