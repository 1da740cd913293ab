package dev.byway.it.localio;

import dev.byway.client.NfsMount;
import dev.byway.client.NfsUrl;
import dev.byway.client.localio.LocalioOptions;
import dev.byway.client.localio.LocalioVfs;
import dev.byway.net.localio.RendezvousFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/// A folder to serve, a rendezvous folder, and servers in other processes that can be stopped,
/// killed and started again on the same port.
final class Bench implements AutoCloseable {
  final Path served;
  final Path meeting;
  private final Path state;
  private final Path classes;
  private String address = "127.0.0.1";
  private List<String> prefix = List.of();
  private int port;
  private Child server;

  Bench(Path temp) throws IOException {
    served = Files.createDirectory(temp.resolve("served"));
    meeting = temp.resolve("meeting");
    state = temp.resolve("state");
    classes = temp.resolve("classes");
  }

  Path file(String name, int size) throws IOException {
    return Files.write(served.resolve(name), new byte[size]);
  }

  /// @param rules as in [ChildServer]
  void serve(String folder, String rules) throws IOException {
    List<String> args = new ArrayList<>();
    args.addAll(List.of(address, "" + port, folder, state.toString(), served.toString()));
    args.addAll(List.of(rules.split(" ")));
    server = Child.start(prefix, publicClassPath(), ChildServer.class, args);
    String ready = server.line();
    port = Integer.parseInt(ready.substring("ready ".length()));
  }

  void serve(String rules) throws IOException {
    serve(meeting.toString(), rules);
  }

  /// Servers started from now on live there.
  void serverLives(List<String> commandPrefix, String listenAddress) {
    prefix = commandPrefix;
    address = listenAddress;
  }

  /// What a client in another process, run by this command, says: see [ChildClient].
  Said client(List<String> commandPrefix, int uid, String file, String access) throws IOException {
    List<String> args =
        List.of(address, "" + port, meeting.toString(), "" + uid, "" + uid, file, access);
    try (Child client = Child.start(commandPrefix, publicClassPath(), ChildClient.class, args)) {
      return new Said(client.line(), client.line(), client.line());
    }
  }

  /// The lines of a [ChildClient].
  record Said(String road, String io, String broke) {}

  /// Copies of the classes that everybody can read, as the originals may be in somebody's home.
  private String publicClassPath() throws IOException {
    if (prefix.isEmpty() && !Files.exists(classes)) {
      return Child.classPath();
    }
    return publishClasses();
  }

  String publishClasses() throws IOException {
    return Child.publishClasses(classes);
  }

  /// Lets everybody into the temporary folder.
  void open(Path folder) throws IOException {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
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
    return mount(address, port, options);
  }

  /// A client that gives a dead connection up soon.
  static LocalioVfs mount(String host, int port, LocalioOptions options) throws IOException {
    return NfsMount.open(
        NfsUrl.parse("nfs://" + host + ":" + port + "/x?nconnect=4&timeo=20"), options);
  }

  @Override
  public void close() {
    if (server != null) {
      server.close();
    }
  }
}
