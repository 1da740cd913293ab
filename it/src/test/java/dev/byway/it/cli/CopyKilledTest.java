package dev.byway.it.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.byway.it.localio.Await;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `byway cp`, killed in the midst of it: there is never half a file under its final name, and the
/// same command done again finishes the work.
@Timeout(120)
class CopyKilledTest {
  private static final String TEMPORARY = ".byway-";

  @TempDir Path temp;
  private Server server;

  @BeforeEach
  void setUp() throws Exception {
    server = new Server(temp);
    server.serveData();
  }

  @AfterEach
  void tearDown() throws Exception {
    server.close();
  }

  /// Those in a folder that are still being made, or the others. Names alone: they come and go.
  private static List<Path> files(Path folder, boolean temporary) {
    String[] names = folder.toFile().list();
    return names == null
        ? List.of()
        : Stream.of(names)
            .filter(name -> name.contains(TEMPORARY) == temporary)
            .map(folder::resolve)
            .toList();
  }

  private String there(String path) {
    return server.url("/data" + path) + "?rendezvous=" + server.meeting;
  }

  @Test
  void aLargeFileKeepsItsOldContentUntilTheNewIsWhole() throws Exception {
    Path old = Files.writeString(server.data.resolve("large"), "old");
    Path source = temp.resolve("large");
    try (var file = new RandomAccessFile(source.toFile(), "rw")) {
      file.setLength(16L << 30);
    }
    try (Program cp = Program.start("cp", source.toString(), there("/large"))) {
      Await.until(() -> growing() || !cp.isAlive());
      cp.signal("KILL");
      assertThat(cp.end().exit()).isEqualTo(128 + 9);
    }
    assertThat(old).hasContent("old");

    Files.delete(source);
    Files.writeString(source, "new");
    Program.run("cp", source.toString(), there("/large")).ok();
    assertThat(old).hasContent("new");
    assertThat(files(server.data, true)).hasSize(1);
  }

  private boolean growing() {
    return files(server.data, true).stream().anyMatch(file -> file.toFile().length() > 1 << 20);
  }

  @Test
  void ofATreeEveryFileIsWholeOrNotThere() throws Exception {
    byte[] content = new byte[200_000];
    new Random(5).nextBytes(content);
    Path tree = Files.createDirectory(temp.resolve("tree"));
    Path first = Files.write(tree.resolve("0"), content);
    int count = 3000;
    Path copies = server.data.resolve("tree");
    for (int i = 1; i < count; i++) {
      Files.createLink(tree.resolve(Integer.toString(i)), first);
    }
    try (Program cp = Program.start("cp", "-r", tree.toString(), there(""))) {
      Await.until(() -> files(copies, false).size() > 30 || !cp.isAlive());
      cp.signal("KILL");
      assertThat(cp.end().exit()).isEqualTo(128 + 9);
    }
    List<Path> copied = files(copies, false);
    assertThat(copied).hasSizeBetween(30, count - 1);
    for (Path file : copied) {
      assertThat(file).hasBinaryContent(content);
    }

    for (int i = 50; i < count; i++) {
      Files.delete(tree.resolve(Integer.toString(i)));
    }
    Files.writeString(tree.resolve("last"), "last");
    Program.run("cp", "-r", tree.toString(), there("")).ok();
    assertThat(copies.resolve("last")).hasContent("last");
  }
}
