package dev.byway.nio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.byway.vfs.Caller;
import dev.byway.vfs.memory.MemoryVfs;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.util.Random;
import java.util.regex.PatternSyntaxException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Patterns match what the JDK's own match.
class PathPatternTest {
  private final FileSystem files = VfsFileSystem.of(new MemoryVfs(), Caller.ROOT);
  private final FileSystem jdks = FileSystems.getDefault();

  @AfterEach
  void close() throws Exception {
    files.close();
  }

  private static String random(Random random, String letters, int most) {
    StringBuilder text = new StringBuilder();
    int length = random.nextInt(most) + 1;
    for (int i = 0; i < length; i++) {
      text.append(letters.charAt(random.nextInt(letters.length())));
    }
    return text.toString();
  }

  private static String answer(FileSystem of, String glob, String path) {
    try {
      return "" + of.getPathMatcher("glob:" + glob).matches(of.getPath(path));
    } catch (PatternSyntaxException e) {
      return "refused";
    }
  }

  @Test
  void randomGlobsMatchAlike() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 50_000; i++) {
      String glob = random(random, "aab*?{},.\\$/", 8);
      String path = random(random, "aab.,$/", 6);
      assertThat(answer(files, glob, path))
          .as("'%s' on '%s', seed %d", glob, path, seed)
          .isEqualTo(answer(jdks, glob, path));
    }
  }

  @Test
  void setsOfCharactersMatchAlike() {
    for (String glob :
        new String[] {
          "[ab]", "[!ab]", "[a-c]", "[-a]", "[a-]", "[*?]", "[]a]", "[!-a]", "x[b-d]y"
        }) {
      for (String path : new String[] {"a", "b", "c", "d", "-", "*", "?", "]", "xcy", "xey", "!"}) {
        assertThat(answer(files, glob, path))
            .as(glob + " on " + path)
            .isEqualTo(answer(jdks, glob, path));
      }
    }
  }

  @Test
  void otherSyntaxesAreToldApart() {
    assertThat(files.getPathMatcher("regex:a+").matches(files.getPath("aaa"))).isTrue();
    assertThat(files.getPathMatcher("GLOB:a*").matches(files.getPath("abc"))).isTrue();
    assertThatThrownBy(() -> files.getPathMatcher("a*"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> files.getPathMatcher("fancy:a*"))
        .isInstanceOf(UnsupportedOperationException.class);
  }
}
