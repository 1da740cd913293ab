package dev.byway.cli.mount;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A log that is written for very long.
class BoundedLogTest {
  private static final int LINES = 40_000;

  @TempDir Path temp;

  @Test
  void theNewestLinesAreThereAndNothingElseGrows() throws Exception {
    Path file = temp.resolve("a.log");
    String line = "x".repeat(90) + " ";
    try (var out = new FileOutputStream(file.toFile(), true);
        var log = new PrintStream(new BoundedLog(out, file), true, StandardCharsets.UTF_8)) {
      for (int i = 0; i < LINES; i++) {
        log.println(line + i);
      }
    }
    List<String> old = Files.readAllLines(temp.resolve("a.log.1"));
    List<String> now = Files.readAllLines(file);
    assertThat(Files.size(file)).isLessThan(BoundedLog.MOST_BYTES + 200L);
    assertThat(Files.size(temp.resolve("a.log.1"))).isLessThan(BoundedLog.MOST_BYTES + 200L);
    try (var files = Files.list(temp)) {
      assertThat(files).hasSize(2);
    }
    int first = LINES - old.size() - now.size();
    for (int i = first; i < LINES; i++) {
      int at = i - first;
      assertThat(at < old.size() ? old.get(at) : now.get(at - old.size())).isEqualTo(line + i);
    }
  }

  @Test
  void whatOthersAppendCounts() throws Exception {
    Path file = temp.resolve("a.log");
    try (var out = new FileOutputStream(file.toFile(), true);
        var log = new PrintStream(new BoundedLog(out, file), true, StandardCharsets.UTF_8);
        var other = new FileOutputStream(file.toFile(), true)) {
      log.println("one");
      other.write(new byte[BoundedLog.MOST_BYTES]);
      log.println("two");
      other.write('3');
    }
    assertThat(Files.readString(file)).isEqualTo("two\n3");
    assertThat(Files.readString(temp.resolve("a.log.1"))).startsWith("one\n");
  }
}
