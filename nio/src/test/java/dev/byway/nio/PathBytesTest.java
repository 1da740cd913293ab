package dev.byway.nio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.byway.vfs.Caller;
import dev.byway.vfs.CreateHow;
import dev.byway.vfs.Name;
import dev.byway.vfs.SetAttributes;
import dev.byway.vfs.memory.MemoryVfs;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Names that are not UTF-8 keep their bytes on every way.
class PathBytesTest {
  private final MemoryVfs room = new MemoryVfs();
  private final VfsFileSystem files = VfsFileSystem.of(room, Caller.ROOT);

  @AfterEach
  void close() throws Exception {
    files.close();
  }

  @Test
  void randomBytesSurviveTextAndUri() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      byte[] name = new byte[1 + random.nextInt(8)];
      random.nextBytes(name);
      for (int at = 0; at < name.length; at++) {
        name[at] = name[at] == 0 || name[at] == '/' ? (byte) 0xc3 : name[at];
      }
      VfsPath path = files.path(PathBytes.append(PathBytes.ROOT, name));
      assertThat(files.getPath(path.toString())).as("seed %d", seed).isEqualTo(path);
      assertThat(Path.of(URI.create(path.toUri().toString()))).as("seed %d", seed).isEqualTo(path);
    }
  }

  @Test
  void aNameThatIsNotUtf8IsListedOpenedAndFoundByItsText() throws Exception {
    Name latin = Name.of(new byte[] {'k', (byte) 0xfc, 'h', 'l'});
    var how = new CreateHow.Guarded(SetAttributes.ofMode(0644));
    room.create(Caller.ROOT, room.root(), latin, how, null);
    Path listed;
    try (var entries = Files.list(files.getPath("/"))) {
      listed = entries.findFirst().orElseThrow();
    }
    assertThat(listed.toString()).isEqualTo("/k\udcfchl");
    Files.writeString(files.getPath("/k\udcfchl"), "cool");
    assertThat(Files.readString(listed)).isEqualTo("cool");
    assertThat(listed.toUri().toString()).endsWith("/k%FChl");
    assertThat(Files.readString(Path.of(listed.toUri()))).isEqualTo("cool");
    assertThat(Files.exists(files.getPath("/kühl"))).isFalse();
  }

  @Test
  void charactersOutsideThePlaneAreUtf8() throws Exception {
    Path path = files.getPath("/\ud83d\ude00");
    Files.createFile(path);
    Name name = Name.of(new byte[] {(byte) 0xf0, (byte) 0x9f, (byte) 0x98, (byte) 0x80});
    assertThat(room.lookup(Caller.ROOT, room.root(), name).attributes().isRegular()).isTrue();
    assertThat(Path.of(path.toUri())).isEqualTo(path);
  }

  @Test
  void whatNoNameCanHoldIsRefused() {
    for (String bad : List.of("a\0b", "\ud800", "\ud83d", "\udc7f")) {
      assertThatThrownBy(() -> files.getPath(bad)).isInstanceOf(InvalidPathException.class);
    }
  }

  @Test
  void namesOf255BytesWorkAndLongerOnesDoNot() throws Exception {
    Path longest = files.getPath("x".repeat(255));
    Files.createFile(longest);
    assertThat(Files.exists(longest)).isTrue();
    assertThatThrownBy(() -> Files.createFile(files.getPath("x".repeat(256))))
        .hasMessageContaining("File name too long");
  }
}
