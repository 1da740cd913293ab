package dev.byway.it.nio;

import dev.byway.server.NfsServer;
import dev.byway.server.export.ClientRule;
import dev.byway.server.export.ExportSpec;
import dev.byway.server.export.LocalioPolicy;
import dev.byway.server.export.Squash;
import dev.byway.vfs.local.LocalVfs;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/// A folder of this disk, and the server that has it. As root the server lends its descriptors, so
/// that the client in this JVM leaves the network; without, both roads are the wire.
final class Served implements AutoCloseable {
  private final NfsServer server;

  Served(Path disk) throws IOException {
    ExportSpec spec =
        ExportSpec.of("/served", "served")
            .withClients(ClientRule.DEFAULT.withSquash(Squash.NONE))
            .withSync(false)
            .withLocalio(LocalioPolicy.TRUST);
    server =
        NfsServer.builder().export(spec, LocalVfs.open(disk, LocalVfs.Options.DEFAULT)).start();
  }

  int port() {
    return server.address().getPort();
  }

  NfsServer server() {
    return server;
  }

  /// The served folder as a program sees it by this road.
  Path by(Road road) {
    return Path.of(URI.create("nfs://127.0.0.1:" + port() + "/served" + road.options()));
  }

  enum Road {
    WIRE("?localio=off"),
    WIRE_WITHOUT_CACHE("?localio=off&cache=off"),
    BYWAY("");

    private final String options;

    Road(String options) {
      this.options = options;
    }

    String options() {
      return options;
    }
  }

  @Override
  public void close() throws IOException {
    for (Road road : Road.values()) {
      by(road).getFileSystem().close();
    }
    server.close();
  }

  /// Copies a tree, to whatever file system.
  static void copyTree(Path from, Path to) throws IOException {
    try (var files = Files.walk(from)) {
      for (Path each : (Iterable<Path>) files::iterator) {
        Path target = to.resolve(from.relativize(each).toString());
        if (Files.isDirectory(each)) {
          Files.createDirectories(target);
        } else {
          Files.copy(each, target);
        }
      }
    }
  }
}
