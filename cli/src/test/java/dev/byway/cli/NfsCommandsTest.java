package dev.byway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.byway.cli.room.Rooms;
import dev.byway.server.NfsServer;
import dev.byway.vfs.local.LocalVfs;
import dev.byway.vfs.memory.MemoryVfs;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The commands between local directories and a server's exports: `/data`, a directory that is also
/// looked at directly, and `/memory`.
class NfsCommandsTest {
  @TempDir Path temp;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private NfsServer server;
  private Path data;
  private String url;

  @BeforeEach
  void serve() throws IOException {
    data = Files.createDirectory(temp.resolve("data"));
    // Root is squashed.
    Files.getFileAttributeView(data, PosixFileAttributeView.class)
        .setPermissions(PosixFilePermissions.fromString("rwxrwxrwx"));
    server =
        NfsServer.builder()
            .export("/data", LocalVfs.open(data, LocalVfs.Options.DEFAULT))
            .export("/memory", new MemoryVfs())
            .start();
    url = "nfs://127.0.0.1:" + server.address().getPort();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private int byway(String... args) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    bytes.reset();
    try (Rooms rooms = new Rooms(new LocalRooms()).with("nfs", new NfsRooms())) {
      return Main.run(
          new Session(new PrintWriter(out), new PrintWriter(err), bytes, false, rooms), args);
    }
  }

  @Test
  void exportsAreListed() {
    assertThat(byway("exports", url.substring("nfs://".length()))).as(err.toString()).isZero();
    assertThat(out.toString().lines())
        .anyMatch(line -> line.startsWith("/data "))
        .anyMatch(line -> line.startsWith("/memory "));
  }

  @Test
  void aTreeGoesThereAndBackWithEveryByte() throws IOException {
    byte[] content = new byte[5_000_001];
    new Random(1).nextBytes(content);
    Path tree = Files.createDirectories(temp.resolve("tree/deep"));
    Files.write(tree.resolve("file"), content);
    Files.createSymbolicLink(tree.resolve("link"), Path.of("file"));
    String there = url + "/data/tree";

    assertThat(byway("cp", "-r", temp.resolve("tree").toString(), there))
        .as(() -> err.toString())
        .isZero();
    assertThat(data.resolve("tree/deep/file")).hasBinaryContent(content);

    String back = temp.resolve("back").toString();
    assertThat(byway("cp", "-r", there + "?localio=off", back)).as(() -> err.toString()).isZero();
    assertThat(temp.resolve("back/deep/file")).hasBinaryContent(content);
    assertThat(Files.readSymbolicLink(temp.resolve("back/deep/link"))).hasToString("file");
  }

  @Test
  void aUrlMayNameAFile() throws IOException {
    Files.writeString(data.resolve("hello"), "hello\n");
    assertThat(byway("cat", url + "/data/hello")).as(() -> err.toString()).isZero();
    assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo("hello\n");
  }

  @Test
  void mvWithinAnExportRenames() throws IOException {
    Files.writeString(data.resolve("a"), "a");
    Object before = Files.getAttribute(data.resolve("a"), "unix:ino");
    assertThat(byway("mv", url + "/data/a", url + "/data/b")).as(() -> err.toString()).isZero();
    assertThat(Files.getAttribute(data.resolve("b"), "unix:ino")).isEqualTo(before);
  }

  @Test
  void aServerThatIsNotThereIsToldWithAdvice() {
    server.close();
    assertThat(byway("ls", url + "/data")).isEqualTo(1);
    assertThat(err.toString()).contains("Connection refused").contains("HOST:PORT");
  }

  @Test
  void anExportThatIsNotThereIsToldWithAdvice() {
    assertThat(byway("ls", url + "/other")).isEqualTo(1);
    assertThat(err.toString()).contains("byway exports 127.0.0.1");
  }

  @Test
  void aMistakeInAUrlIsExplained() {
    assertThat(byway("ls", url + "/data?nosuch=1")).isEqualTo(1);
    assertThat(err.toString()).contains("nosuch");
  }
}
