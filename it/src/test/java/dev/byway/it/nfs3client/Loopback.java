package dev.byway.it.nfs3client;

import dev.byway.client.NfsMount;
import dev.byway.client.NfsUrl;
import dev.byway.server.NfsServer;
import dev.byway.server.export.ClientRule;
import dev.byway.server.export.Squash;
import dev.byway.vfs.Vfs;
import java.io.IOException;

/// A server of one room on loopback, and the URL to mount it by. Nobody is squashed.
record Loopback(NfsServer server, NfsUrl url) implements AutoCloseable {
  /// @param room closed with the server
  static Loopback serve(Vfs room) throws IOException {
    ClientRule rule = ClientRule.DEFAULT.withSquash(Squash.NONE);
    NfsServer server = NfsServer.builder().export("/room", room, rule).localio(null).start();
    int port = server.address().getPort();
    return new Loopback(
        server, NfsUrl.parse("nfs://127.0.0.1:" + port + "/room?localio=off&cache=off"));
  }

  Vfs mount() throws IOException {
    return NfsMount.openWire(url);
  }

  /// Through a cache of its own.
  Vfs mountCached() throws IOException {
    return cached(url);
  }

  static Vfs cached(NfsUrl url) throws IOException {
    return NfsMount.open(
        url.with("localio", "off").with("cache", "on").with("cachesize", "8").with("workers", "4"));
  }

  @Override
  public void close() {
    server.close();
  }
}
