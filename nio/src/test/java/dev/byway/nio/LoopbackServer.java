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
import java.util.Map;

/// A folder, a server that has it, and a file system mounted from there.
final class LoopbackServer implements AutoCloseable {
  private final NfsServer server;
  private final FileSystem files;

  LoopbackServer(Path folder, String options) throws IOException {
    ExportSpec spec =
        ExportSpec.of("/export", "export")
            .withClients(ClientRule.DEFAULT.withSquash(Squash.NONE))
            .withSync(false)
            .withLocalio(LocalioPolicy.TRUST);
    server =
        NfsServer.builder().export(spec, LocalVfs.open(folder, LocalVfs.Options.DEFAULT)).start();
    files = FileSystems.newFileSystem(uri("/export" + options), Map.of("umask", "022"));
  }

  URI uri(String path) {
    return URI.create("nfs://127.0.0.1:" + server.address().getPort() + path);
  }

  NfsServer server() {
    return server;
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
