package dev.byway.it.fuse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.byway.client.cache.CacheOptions;
import dev.byway.client.cache.CachingVfs;
import dev.byway.it.localio.Await;
import dev.byway.vfs.Caller;
import dev.byway.vfs.Node;
import dev.byway.vfs.OpenFile;
import dev.byway.vfs.OpenHow;
import dev.byway.vfs.memory.MemoryVfs;
import dev.byway.vfs.testkit.Place;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A kernel that may believe what it knows for very long, and a room that learns better.
@Timeout(120)
class UpcallTest {
  private static final Caller ROOT = Caller.ROOT;
  private static final Duration LONG = Duration.ofDays(1);

  private final MemoryVfs memory = new MemoryVfs();
  private final Place below = new Place(memory, ROOT, memory.root());
  private final CachingVfs room =
      new CachingVfs(memory, CacheOptions.defaults().with(Map.of("actimeo", "0")));

  @BeforeEach
  void assumePossible() throws Exception {
    Mounted.assumePossible();
  }

  private Mounted mounted() throws Exception {
    return Mounted.of(room, options -> options.withTimeouts(LONG, LONG));
  }

  @Test
  void aFileThatTheRoomSeesChangedIsSeenByPrograms() throws Exception {
    Node node = below.file("f", "hello");
    try (var mounted = mounted()) {
      Path file = mounted.place().resolve("f");
      try (var open = Files.newByteChannel(file)) {
        assertThat(open.size()).isEqualTo(5);
        assertThat(Files.readString(file)).isEqualTo("hello");
        try (OpenFile other = below.open(node, OpenHow.WRITE)) {
          below.write(other, 0, "HELLO there");
        }
        room.getattr(ROOT, node);
        Await.until(() -> Files.size(file) == 11 && open.size() == 11);
        var buffer = java.nio.ByteBuffer.allocate(20);
        open.read(buffer);
        assertThat(new String(buffer.array(), 0, buffer.position())).isEqualTo("HELLO there");
      }
    }
  }

  @Test
  void whoeverOpensAFileSeesItAsItIsNow() throws Exception {
    Node node = below.file("f", "hello");
    try (var mounted = mounted()) {
      Path file = mounted.place().resolve("f");
      assertThat(Files.size(file)).isEqualTo(5);
      try (OpenFile other = below.open(node, OpenHow.WRITE)) {
        below.write(other, 0, "HELLO there");
      }
      assertThat(Files.readString(file)).isEqualTo("HELLO there");
    }
  }

  @Test
  void namesThatTheRoomSeesComeAndGoDoSoForPrograms() throws Exception {
    below.file("goes", "here");
    try (var mounted = mounted()) {
      Path goes = mounted.place().resolve("goes");
      Path comes = mounted.place().resolve("comes");
      assertThat(goes).exists();
      assertThat(comes).doesNotExist();
      memory.unlink(ROOT, memory.root(), Place.name("goes"));
      below.file("comes", "there");
      room.getattr(ROOT, memory.root());
      Await.until(() -> Files.notExists(goes) && Files.exists(comes));
      assertThat(Files.readString(comes)).isEqualTo("there");
    }
  }

  @Test
  void whatProgramsChangeThemselvesIsNobodyElsesChange() throws Exception {
    try (var mounted = mounted()) {
      Path folder = Files.createDirectory(mounted.place().resolve("d"));
      for (int i = 0; i < 200; i++) {
        Path file = Files.writeString(folder.resolve("f" + i), "x".repeat(i));
        assertThat(Files.size(file)).isEqualTo(i);
        Files.move(file, folder.resolve("g" + i));
      }
      assertThat(Files.list(folder).count()).isEqualTo(200);
      assertThat(room.status().invalidations()).isZero();
    }
  }
}
