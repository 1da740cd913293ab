package dev.byway.it.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.byway.client.NfsMount;
import dev.byway.client.NfsUrl;
import dev.byway.client.localio.LocalioOptions;
import dev.byway.client.localio.LocalioVfs;
import dev.byway.net.localio.RendezvousFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// `byway serve` with folders of its own, which can be stopped and started again at the same port.
final class Server implements AutoCloseable {
  private static final String READY = "serving ";

  final Path data;
  final Path meeting;
  private final Path state;
  private final List<String> args = new ArrayList<>();
  private Program program;
  private int port;

  Server(Path folder) throws IOException {
    data = Files.createDirectory(folder.resolve("data"));
    meeting = folder.resolve("meeting");
    state = folder.resolve("state");
  }

  /// The directory `data`, as `/data`, to everybody.
  Server serveData() throws Exception {
    return serve(data + ":name=/data,no_root_squash");
  }

  Server serve(String... what) throws Exception {
    args.clear();
    args.addAll(Arrays.asList(what));
    return again();
  }

  /// As before, at the port it had.
  Server again() throws Exception {
    List<String> all = new ArrayList<>(List.of("serve"));
    all.addAll(args);
    all.addAll(List.of("--listen", "127.0.0.1:" + port, "--state", state.toString()));
    all.addAll(List.of("--rendezvous", meeting.toString()));
    program = Program.start(all.toArray(String[]::new));
    String line = program.out("\n").lines().findFirst().orElseThrow();
    assertThat(line).startsWith(READY + "nfs://127.0.0.1:");
    port = NfsUrl.parse(line.substring(READY.length()).split(" ")[0]).port();
    return this;
  }

  Program program() {
    return program;
  }

  int port() {
    return port;
  }

  /// `--pid` of this server's process.
  String pid() {
    return "--pid=" + program.pid();
  }

  String url(String path) {
    return "nfs://127.0.0.1:" + port + path;
  }

  /// A client in this process, on the byway where there is one.
  LocalioVfs mount(String path) throws IOException {
    return mount(path, meeting);
  }

  LocalioVfs mount(String path, Path meetingPlace) throws IOException {
    LocalioOptions options =
        LocalioOptions.defaults()
            .withFolders(List.of(new RendezvousFolder(meetingPlace)))
            .withRetry(20, 200);
    return NfsMount.open(NfsUrl.parse(url(path) + "?timeo=20"), options);
  }

  @Override
  public void close() throws IOException {
    if (program != null) {
      program.close();
    }
  }
}
