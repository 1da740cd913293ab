package dev.byway.it.localio;

import dev.byway.client.localio.LocalioOptions;
import dev.byway.client.localio.LocalioVfs;
import dev.byway.net.localio.RendezvousFolder;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A folder to serve, a rendezvous folder, and servers in other processes that can be stopped,
/// killed and started again on the same port.
final class Bench implements AutoCloseable {
  final Path served;
  final Path meeting;
  private final Path state;
  private int port;
  private Child server;

  Bench(Path temp) throws IOException {
    served = Files.createDirectory(temp.resolve("served"));
    meeting = temp.resolve("meeting");
    state = temp.resolve("state");
  }

  Path file(String name, int size) throws IOException {
    return Files.write(served.resolve(name), new byte[size]);
  }

  /// @param rules as in [ChildServer]
  void serve(String folder, String rules) throws IOException {
    List<String> args = new ArrayList<>();
    args.addAll(List.of("127.0.0.1", "" + port, folder, state.toString(), served.toString()));
    args.addAll(List.of(rules.split(" ")));
    server = Child.start(List.of(), ChildServer.class, args);
    String ready = server.line();
    port = Integer.parseInt(ready.substring("ready ".length()));
  }

  void serve(String rules) throws IOException {
    serve(meeting.toString(), rules);
  }

  Child server() {
    return server;
  }

  int port() {
    return port;
  }

  String reload(String rules) {
    return server.say("export " + served + " " + rules);
  }

  LocalioOptions options() {
    return LocalioOptions.defaults()
        .withFolders(List.of(new RendezvousFolder(meeting)))
        .withRetry(20, 200);
  }

  LocalioVfs client(LocalioOptions options) throws IOException {
    WireRoom wire = new WireRoom(new InetSocketAddress("127.0.0.1", port), "/x");
    return new LocalioVfs(wire, wire, options);
  }

  @Override
  public void close() {
    if (server != null) {
      server.close();
    }
  }
}
