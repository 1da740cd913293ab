package dev.byway.it.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// STYLE.md as far as a machine can read it. Limits are the hard ones: the wished-for sizes are
/// smaller.
class TidyTest {
  private static final int FILE_LINES = 600;
  private static final int METHOD_LINES = 70;
  private static final int LINE_COLUMNS = 100;
  private static final Pattern FORBIDDEN_NAME =
      Pattern.compile(".*(Manager|Helper|Utils?|Impl)\\.java");
  private static final Pattern METHOD_START = Pattern.compile("  \\S.*\\)( throws [^;]+)? \\{");

  private static final Pattern PLAIN_COMMENT = Pattern.compile("\\s*// .*");

  private static final Path ROOT = Path.of(System.getProperty("byway.root", ".."));

  @Test
  void filesFitOneIdea() throws IOException {
    var tooLong = new ArrayList<String>();
    for (Path file : sources()) {
      int lines = Files.readAllLines(file).size();
      if (lines > FILE_LINES) {
        tooLong.add(ROOT.relativize(file) + ": " + lines + " lines");
      }
    }
    assertThat(tooLong).isEmpty();
  }

  @Test
  void methodsFitAScreen() throws IOException {
    var tooLong = new ArrayList<String>();
    for (Path file : sources()) {
      List<String> lines = Files.readAllLines(file);
      for (int start = 0; start < lines.size(); start++) {
        if (METHOD_START.matcher(lines.get(start)).matches()) {
          int end = start;
          while (end < lines.size() && !lines.get(end).equals("  }")) {
            end++;
          }
          if (end - start - 1 > METHOD_LINES) {
            tooLong.add(ROOT.relativize(file) + ":" + (start + 1) + ": " + (end - start - 1));
          }
        }
      }
    }
    assertThat(tooLong).isEmpty();
  }

  @Test
  void linesFitTheWidth() throws IOException {
    var tooWide = new ArrayList<String>();
    for (Path file : sources()) {
      List<String> lines = Files.readAllLines(file);
      for (int i = 0; i < lines.size(); i++) {
        String line = lines.get(i);
        if (line.length() > LINE_COLUMNS && !line.contains("http") && !line.startsWith("import ")) {
          tooWide.add(ROOT.relativize(file) + ":" + (i + 1));
        }
      }
    }
    assertThat(tooWide).isEmpty();
  }

  /// The formatter wraps the long lines of a doc comment into plain ones.
  @Test
  void docCommentsAreWhole() throws IOException {
    var broken = new ArrayList<String>();
    for (Path file : sources()) {
      List<String> lines = Files.readAllLines(file);
      for (int i = 1; i < lines.size(); i++) {
        boolean plain = PLAIN_COMMENT.matcher(lines.get(i)).matches();
        if (plain && lines.get(i - 1).strip().startsWith("///")) {
          broken.add(ROOT.relativize(file) + ":" + (i + 1));
        }
      }
    }
    assertThat(broken).isEmpty();
  }

  @Test
  void namesSayWhatThingsAre() throws IOException {
    assertThat(sources())
        .noneMatch(file -> FORBIDDEN_NAME.matcher(file.getFileName().toString()).matches());
  }

  private static List<Path> sources() throws IOException {
    var sources = new ArrayList<Path>();
    try (var modules = Files.newDirectoryStream(ROOT, Files::isDirectory)) {
      for (Path module : modules) {
        Path main = module.resolve("src/main/java");
        if (Files.isDirectory(main)) {
          try (var files = Files.walk(main)) {
            files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
          }
        }
      }
    }
    assertThat(sources).hasSizeGreaterThan(50);
    return sources;
  }
}
