package dev.byway.it.nio;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Programs that nobody here wrote, unchanged, on `nfs:` paths: what they say and leave is what
/// they say and leave on the local disk.
class ProgramsTest {
  @TempDir Path temp;
  private Path disk;
  private Served served;

  /// A program at work in an empty directory.
  interface Program {
    /// @return what it found out
    Object run(Path directory) throws Exception;
  }

  @BeforeEach
  void setUp() throws IOException {
    disk = Files.createDirectory(temp.resolve("disk"));
    served = new Served(Files.createDirectory(temp.resolve("served")));
  }

  @AfterEach
  void tearDown() throws IOException {
    served.close();
  }

  private Path remote(Served.Road road) {
    return served.by(road);
  }

  private void sameResult(Served.Road road, Program program) throws Exception {
    Object right = program.run(disk);
    assertThat(program.run(remote(road))).isEqualTo(right);
  }

  private void sameResultAndFiles(Served.Road road, Program program) throws Exception {
    sameResult(road, program);
    Map<String, String> right = contents(disk);
    Map<String, String> found = contents(temp.resolve("served"));
    assertThat(found.keySet()).isNotEmpty().isEqualTo(right.keySet());
    found.entrySet().removeAll(right.entrySet());
    assertThat(found).as("files that are not as they should be").isEmpty();
  }

  /// By the server's own file system, without the network.
  private static Map<String, String> contents(Path root) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (var files = Files.walk(root)) {
      for (Path each : (Iterable<Path>) files::iterator) {
        if (Files.isRegularFile(each)) {
          contents.put(root.relativize(each).toString(), Digest.of(each));
        }
      }
    }
    return contents;
  }

  @ParameterizedTest
  @EnumSource
  void luceneBuildsAnIndexAndFindsTheSame(Served.Road road) throws Exception {
    sameResult(road, new LuceneProgram(false));
  }

  @ParameterizedTest
  @EnumSource
  void luceneFindsTheSameInMappedFiles(Served.Road road) throws Exception {
    sameResult(road, new LuceneProgram(true));
  }

  @ParameterizedTest
  @EnumSource
  void javacCompilesToTheSameClasses(Served.Road road) throws Exception {
    sameResultAndFiles(road, new JavacProgram());
  }

  @ParameterizedTest
  @EnumSource
  void theZipFileSystemKeepsTheSameFiles(Served.Road road) throws Exception {
    sameResult(road, new ZipProgram());
  }

  @ParameterizedTest
  @EnumSource
  void commonsCompressPacksAndUnpacksTheSameTar(Served.Road road) throws Exception {
    sameResultAndFiles(road, new TarProgram());
  }

  @ParameterizedTest
  @EnumSource
  void anObjectDatabaseFindsItsObjectsAgain(Served.Road road) throws Exception {
    sameResult(road, new DatabaseProgram());
  }
}
