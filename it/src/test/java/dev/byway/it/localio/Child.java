package dev.byway.it.localio;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A JVM of our own to talk to line by line.
public final class Child implements AutoCloseable {
  private final Process process;
  private final PrintWriter to;
  private final BufferedReader from;

  private Child(Process process) {
    this.process = process;
    to = new PrintWriter(process.getOutputStream(), true, StandardCharsets.UTF_8);
    from =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /// @param prefix a command that runs the rest of its command line, as `unshare` does
  public static Child start(List<String> prefix, Class<?> main, List<String> args)
      throws IOException {
    return start(prefix, classPath(), main, args);
  }

  /// With another class path, for users who cannot read ours.
  public static Child start(List<String> prefix, String classPath, Class<?> main, List<String> args)
      throws IOException {
    List<String> command = new ArrayList<>(prefix);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "--enable-native-access=ALL-UNNAMED",
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:-UsePerfData"));
    command.add("-cp");
    command.add(classPath);
    command.add(main.getName());
    command.addAll(args);
    return new Child(
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
  }

  public static String classPath() {
    String surefire = System.getProperty("surefire.test.class.path");
    return surefire != null ? surefire : System.getProperty("java.class.path");
  }

  /// Copies our classes to where everybody can read them, as the originals may be in somebody's
  /// home, unless the folder is there already.
  ///
  /// @return the class path of the copies
  public static String publishClasses(Path folder) throws IOException {
    boolean fresh = !Files.exists(folder);
    List<String> copies = new ArrayList<>();
    for (String entry : classPath().split(":")) {
      Path from = Path.of(entry);
      if (Files.exists(from)) {
        Path to = folder.resolve(copies.size() + "-" + from.getFileName());
        copies.add(to.toString());
        if (fresh) {
          copy(from, to);
        }
      }
    }
    return String.join(":", copies);
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to.getParent());
    try (var all = Files.walk(from)) {
      for (Path each : all.toList()) {
        Files.copy(each, from.equals(each) ? to : to.resolve(from.relativize(each).toString()));
      }
    }
  }

  /// The next line it says.
  public String line() {
    try {
      String line = from.readLine();
      if (line == null) {
        throw new AssertionError("the child said nothing more, exit " + process.waitFor());
      }
      return line;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /// Says a line and hears the answer.
  public String say(String line) {
    to.println(line);
    return line();
  }

  /// Ends it as SIGKILL does.
  public void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
