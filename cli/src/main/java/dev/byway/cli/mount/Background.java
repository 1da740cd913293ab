package dev.byway.cli.mount;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The process that goes on when the command has returned, seen by the command: it says on its
/// standard output how far it is, in lines that start with one of these words.
public final class Background {
  /// Why it takes long.
  public static final String WAITING = "waiting ";

  /// It can be used.
  public static final String MOUNTED = "mounted ";

  /// It cannot be mounted, and why.
  public static final String FAILED = "failed ";

  private Background() {}

  /// Starts it, and returns when it can be used.
  ///
  /// @param log where its other words go
  /// @param waiting told why it takes long
  /// @return null, or why it failed
  public static @Nullable String start(List<String> command, Path log, Consumer<String> waiting)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(Path.of("/").toFile())
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().put("BYWAY_NO_BUILD", "1");
    Process process = builder.start();
    Thread giveUp = new Thread(process::destroy);
    Runtime.getRuntime().addShutdownHook(giveUp);
    var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith(MOUNTED)) {
        Runtime.getRuntime().removeShutdownHook(giveUp);
        return null;
      }
      if (line.startsWith(FAILED)) {
        return line.substring(FAILED.length());
      }
      if (line.startsWith(WAITING)) {
        waiting.accept(line.substring(WAITING.length()));
      }
    }
    return "it ended at once; " + log + " may say why";
  }
}
