package dev.byway.it.fuse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Programs in a folder, run to their end or to their deadline.
record Shell(int exit, String output) {
  private static final String SECONDS = "60";

  /// Runs a script by sh(1); stdout and stderr come together.
  static Shell run(Path folder, String script) throws IOException, InterruptedException {
    Path output = Files.createTempFile("byway-shell", ".out");
    try {
      var words = List.of("timeout", "-k", "5", SECONDS, "sh", "-c", "umask 022\n" + script);
      var builder = new ProcessBuilder(words).redirectErrorStream(true).directory(folder.toFile());
      builder.environment().put("LC_ALL", "C");
      Process process = builder.redirectOutput(output.toFile()).start();
      process.getOutputStream().close();
      int exit = process.waitFor();
      return new Shell(exit, new String(Files.readAllBytes(output), StandardCharsets.UTF_8));
    } finally {
      Files.delete(output);
    }
  }
}
