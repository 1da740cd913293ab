package dev.byway.it.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.byway.cli.Main;
import dev.byway.it.localio.Await;
import dev.byway.it.localio.Child;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The `byway` program in a process of its own, from the classes of this build.
final class Program implements AutoCloseable {
  /// Far beyond what any of them needs, also on a slow disk that others use: it only ends a hang.
  private static final int PATIENCE_SECONDS = 240;

  /// What a JVM may take to write down its threads.
  private static final int DUMP_SECONDS = 3;

  private final Process process;
  private final Path out;
  private final Path err;

  /// What a program that ended left behind.
  record Ended(int exit, String out, String err) {
    /// Its output, once it ended well.
    String ok() {
      assertThat(exit).as(err).isZero();
      return out;
    }
  }

  private Program(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  /// Runs it to its end.
  static Ended run(String... args) throws IOException, InterruptedException {
    try (Program program = start(args)) {
      return program.end();
    }
  }

  /// Under nohup(1) a program inherits that SIGHUP is ignored, and a JVM then leaves it so.
  private static final List<String> DEAF_NO_MORE = List.of("env", "--default-signal=HUP");

  static Program start(String... args) throws IOException {
    return start(List.of(), Child.classPath(), args);
  }

  /// @param prefix a command that runs the rest of its command line, as `unshare` does
  static Program start(List<String> prefix, String classPath, String... args) throws IOException {
    List<String> command = new ArrayList<>(prefix);
    command.addAll(DEAF_NO_MORE);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:-UsePerfData",
            "-cp",
            classPath,
            Main.class.getName()));
    command.addAll(Arrays.asList(args));
    Path out = Files.createTempFile("byway-it", ".out");
    Path err = Files.createTempFile("byway-it", ".err");
    Process process =
        new ProcessBuilder(command)
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    return new Program(process, out, err);
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  String out() throws IOException {
    return new String(Files.readAllBytes(out), StandardCharsets.UTF_8);
  }

  String err() throws IOException {
    return new String(Files.readAllBytes(err), StandardCharsets.UTF_8);
  }

  /// Waits until it has said this on stdout.
  String out(String awaited) throws Exception {
    Await.until(() -> out().contains(awaited) || ended());
    assertThat(out()).as(err()).contains(awaited);
    return out();
  }

  /// Waits until it has said this on stderr.
  String err(String awaited) throws Exception {
    Await.until(() -> err().contains(awaited) || ended());
    assertThat(err()).contains(awaited);
    return err();
  }

  private boolean ended() {
    return !process.isAlive();
  }

  /// Sends a signal: `TERM`, `HUP`, `KILL`.
  void signal(String name) throws IOException, InterruptedException {
    Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(pid())).start();
    assertThat(kill.waitFor()).isZero();
  }

  /// Waits until it ends of its own accord.
  Ended end() throws IOException, InterruptedException {
    boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (!ended) {
      showThreads();
    }
    assertThat(ended).as(() -> "still runs, having said:\n" + said()).isTrue();
    return new Ended(process.exitValue(), out(), err());
  }

  /// Has a JVM that hangs write to its output where its threads are, and its children likewise.
  private void showThreads() throws IOException, InterruptedException {
    signal("QUIT");
    for (ProcessHandle child : process.descendants().toList()) {
      new ProcessBuilder("kill", "-QUIT", Long.toString(child.pid())).start().waitFor();
    }
    process.waitFor(DUMP_SECONDS, TimeUnit.SECONDS);
  }

  private String said() {
    try {
      return out() + err();
    } catch (IOException e) {
      return e.toString();
    }
  }

  @Override
  public void close() throws IOException {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    try {
      process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Files.deleteIfExists(out);
    Files.deleteIfExists(err);
  }
}
