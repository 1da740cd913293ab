package dev.byway.it.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/// A program of this machine, run to its end.
record Command(int exit, String output) {
  private static final long LIMIT_SECONDS = 420;

  /// Runs it with nothing, or a file, on standard input; stdout and stderr come together.
  static Command run(List<String> words, Path input) throws IOException, InterruptedException {
    Path output = Files.createTempFile("byway-command", ".out");
    try {
      Process process =
          new ProcessBuilder(words)
              .redirectErrorStream(true)
              .redirectInput(input.toFile())
              .redirectOutput(output.toFile())
              .start();
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
      }
      int exit = process.waitFor();
      return new Command(exit, new String(Files.readAllBytes(output), StandardCharsets.UTF_8));
    } finally {
      Files.delete(output);
    }
  }

  static Command run(String... words) throws IOException, InterruptedException {
    return run(List.of(words), Path.of("/dev/null"));
  }

  /// Its output, once it ended well.
  String ok() {
    assertThat(exit).as(output).isZero();
    return output;
  }

  /// Skips the test, saying why, where a program is not installed.
  static void assume(String program, String debianPackage) {
    boolean there =
        List.of("/usr/bin", "/usr/sbin", "/bin", "/sbin").stream()
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    if (!there) {
      System.out.println("skipped: " + program + " is missing (Debian: " + debianPackage + ")");
    }
    Assumptions.assumeTrue(there, program + " is missing (Debian: " + debianPackage + ")");
  }
}
