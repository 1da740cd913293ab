package dev.byway.it.fuse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.byway.it.localio.Await;
import dev.byway.vfs.local.LocalVfs;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The kernel reads and writes the room's own files.
class PassthroughTest {
  @TempDir Path temp;
  private Mounted mounted;
  private Path behind;

  @BeforeEach
  void mount() throws Exception {
    Mounted.assumePossible();
    behind = Files.createDirectory(temp.resolve("behind"));
    mounted = Mounted.of(LocalVfs.open(behind, LocalVfs.Options.DEFAULT));
    Files.writeString(behind.resolve("f"), "hello");
    try (var probe = open("f", "r")) {
      assumeTrue(mounted.mount().passthroughFiles() == 1, "this kernel passes no file through");
      assertThat(probe.read()).isEqualTo('h');
    }
    awaitPassing(0);
  }

  @AfterEach
  void unmount() throws IOException {
    if (mounted != null) {
      mounted.close();
    }
  }

  private RandomAccessFile open(String name, String mode) throws IOException {
    return new RandomAccessFile(mounted.place().resolve(name).toFile(), mode);
  }

  private void awaitPassing(int files) throws Exception {
    Await.until(() -> mounted.mount().passthroughFiles() == files);
  }

  @Test
  void readersAndWritersShareOneFileBehind() throws Exception {
    try (var reader = open("f", "r");
        var writer = open("f", "rw");
        var another = open("f", "rw")) {
      assertThat(mounted.mount().passthroughFiles()).isEqualTo(3);
      writer.seek(5);
      writer.write(" world".getBytes());
      assertThat(reader.length()).isEqualTo(11);
      assertThat(reader.readLine()).isEqualTo("hello world");
      assertThat(another.readLine()).isEqualTo("hello world");
      assertThat(Files.readString(behind.resolve("f"))).isEqualTo("hello world");
      Files.writeString(behind.resolve("f"), "HELLO world");
      reader.seek(0);
      assertThat(reader.readLine()).isEqualTo("HELLO world");
    }
    awaitPassing(0);
    assertThat(Files.readString(mounted.place().resolve("f"))).isEqualTo("HELLO world");
  }

  @Test
  void aNewFilePassesThroughFromTheBeginning() throws Exception {
    try (var made = open("new", "rw")) {
      assertThat(mounted.mount().passthroughFiles()).isEqualTo(1);
      made.write(new byte[100_000]);
      assertThat(Files.size(mounted.place().resolve("new"))).isEqualTo(100_000);
      made.setLength(10);
      assertThat(Files.size(mounted.place().resolve("new"))).isEqualTo(10);
      Files.delete(mounted.place().resolve("new"));
      assertThat(made.length()).isEqualTo(10);
      assertThat(made.read(new byte[20])).isEqualTo(-1);
    }
    awaitPassing(0);
  }

  /// The first open decides: who is served is served on, who passes through passes on.
  @Test
  void aFileWithSetIdBitsIsServedToWriters() throws Exception {
    assertThat(Shell.run(behind, "chmod 4755 f").exit()).isZero();
    try (var writer = open("f", "rw")) {
      assertThat(mounted.mount().passthroughFiles()).isZero();
      try (var reader = open("f", "r")) {
        assertThat(mounted.mount().passthroughFiles()).isZero();
        writer.write('J');
        assertThat(reader.readLine()).isEqualTo("Jello");
      }
    }
    Await.until(() -> mounted.mount().openFiles() == 0);
    try (var reader = open("f", "r")) {
      awaitPassing(1);
      try (var writer = open("f", "rw")) {
        writer.write('C');
        assertThat(reader.readLine()).isEqualTo("Cello");
        assertThat(mounted.mount().passthroughFiles()).isEqualTo(1);
      }
    }
  }

  @Test
  void filesAreOpenedAndClosedByManyAtOnce() throws Exception {
    String script =
        """
        for j in 1 2 3 4 5 6; do
          (for i in $(seq 60); do cat f > /dev/null; echo x >> f; dd if=f of=g$((i % 3)) 2> /dev/null; done) &
        done
        wait; wc -l < f
        """;
    Shell done = Shell.run(mounted.place(), "echo > f\n" + script);
    assertThat(done.output()).isEqualTo("361\n");
    awaitPassing(0);
  }

  @Test
  void whatIsMappedIsTheFileBehind() throws Exception {
    try (var file = open("f", "rw")) {
      var map = file.getChannel().map(java.nio.channels.FileChannel.MapMode.READ_WRITE, 0, 5);
      map.put(0, (byte) 'M');
      assertThat(Files.readString(behind.resolve("f"))).isEqualTo("Mello");
      Files.writeString(behind.resolve("f"), "other");
      assertThat(map.get(0)).isEqualTo((byte) 'o');
    }
  }
}
