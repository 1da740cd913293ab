package dev.byway.nio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.byway.vfs.Caller;
import dev.byway.vfs.memory.MemoryVfs;
import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Every question about a path has the answer that the JDK's own path of the same text gives.
class PathLikeTheJdksTest {
  private static final List<String> PARTS = List.of("a", "b", "ab", ".", "..", "", "ü", ".hid");

  private final FileSystem files = VfsFileSystem.of(new MemoryVfs(), Caller.ROOT);

  @AfterEach
  void close() throws Exception {
    files.close();
  }

  @Test
  void randomPathsAnswerAlike() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      String one = text(random);
      String other = text(random);
      assertThat(answers(files.getPath(one), files.getPath(other)))
          .as("'%s' and '%s', seed %d", one, other, seed)
          .isEqualTo(answers(Path.of(one), Path.of(other)));
    }
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder(random.nextBoolean() ? "/" : "");
    int parts = random.nextInt(5);
    for (int i = 0; i < parts; i++) {
      text.append(PARTS.get(random.nextInt(PARTS.size())));
      text.append(random.nextInt(8) == 0 ? "//" : i + 1 < parts ? "/" : "");
    }
    return text.toString();
  }

  private static List<String> answers(Path one, Path other) {
    List<String> answers = new ArrayList<>();
    add(answers, one, Path::toString);
    add(answers, one, Path::isAbsolute);
    add(answers, one, Path::getRoot);
    add(answers, one, Path::getFileName);
    add(answers, one, Path::getParent);
    add(answers, one, Path::getNameCount);
    add(answers, one, Path::normalize);
    add(answers, one, path -> path.getName(0));
    add(answers, one, path -> path.subpath(1, path.getNameCount()));
    add(answers, one, path -> names(path));
    add(answers, one, path -> path.resolve(other));
    add(answers, one, path -> path.resolveSibling(other));
    add(answers, one, path -> path.relativize(other));
    add(answers, one, path -> path.startsWith(other));
    add(answers, one, path -> path.endsWith(other));
    add(answers, one, path -> path.equals(other));
    add(answers, one, path -> Integer.signum(path.compareTo(other)));
    add(answers, one, path -> path.startsWith(path.subpath(0, 1)));
    add(answers, one, path -> path.endsWith(path.getFileName()));
    return answers;
  }

  private static List<String> names(Path path) {
    List<String> names = new ArrayList<>();
    path.forEach(name -> names.add(name.toString()));
    return names;
  }

  private static void add(List<String> answers, Path path, Function<Path, Object> question) {
    try {
      answers.add(String.valueOf(question.apply(path)));
    } catch (RuntimeException e) {
      answers.add(e.getClass().getSimpleName());
    }
  }
}
