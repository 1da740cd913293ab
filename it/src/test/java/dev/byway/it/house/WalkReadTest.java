package dev.byway.it.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The newcomer's tour leads past things that exist.
class WalkReadTest {
  private static final Pattern CLASS_NAME = Pattern.compile("`(dev\\.byway\\.[\\w.]+)`");

  @Test
  void everyClassOnTheWalkExists() throws IOException {
    Path walk = Path.of(System.getProperty("byway.root", ".."), "docs", "walk-read.md");
    var names = CLASS_NAME.matcher(Files.readString(walk)).results().map(m -> m.group(1)).toList();
    assertThat(names).hasSizeGreaterThan(8);
    for (String name : names) {
      assertThatCode(() -> Class.forName(name, false, getClass().getClassLoader()))
          .as(name)
          .doesNotThrowAnyException();
    }
  }
}
