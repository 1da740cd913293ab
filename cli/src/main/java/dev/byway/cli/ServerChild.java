package dev.byway.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A server in a process of its own, on a free port of the loopback address, for as long as this is
/// open.
final class ServerChild implements AutoCloseable {
  private static final String READY = "serving ";
  private static final int PATIENCE_SECONDS = 10;

  private final Process process;
  private final String url;

  private ServerChild(Process process, String url) {
    this.process = process;
    this.url = url;
  }

  /// @param served a directory
  /// @param scratch a directory for what the server keeps
  static ServerChild start(Path served, Path scratch) throws IOException {
    List<String> command = new ArrayList<>(program());
    command.addAll(
        List.of(
            "serve",
            served + ":no_root_squash,name=/bench",
            "--listen",
            "127.0.0.1:0",
            "--state",
            scratch.resolve("state").toString()));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put("BYWAY_NO_BUILD", "1");
    Process process = builder.start();
    var out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    @Nullable String line = out.readLine();
    if (line == null || !line.startsWith(READY)) {
      process.destroy();
      throw new Failure("the server did not start: " + (line == null ? "it said nothing" : line));
    }
    return new ServerChild(process, line.substring(READY.length()).strip());
  }

  /// How this program was started: by the launcher, or from classes in a test.
  static List<String> program() {
    String launcher = System.getProperty("byway.launcher");
    return launcher != null
        ? List.of(launcher)
        : List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName());
  }

  /// Of the served directory.
  String url() {
    return url;
  }

  long pid() {
    return process.pid();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
