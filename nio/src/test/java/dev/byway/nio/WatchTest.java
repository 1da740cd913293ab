package dev.byway.nio;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_DELETE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_MODIFY;
import static java.nio.file.StandardWatchEventKinds.OVERFLOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.byway.vfs.Caller;
import dev.byway.vfs.memory.MemoryVfs;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Changes of a directory are seen, by looking.
class WatchTest {
  private final FileSystem files =
      VfsFileSystem.of(
          new MemoryVfs(),
          NioSettings.ofProcess().withCaller(Caller.ROOT).withWatchInterval(Duration.ofMillis(5)));
  private final Path dir = files.getPath("/dir");

  @BeforeEach
  void setUp() throws Exception {
    Files.createDirectory(dir);
  }

  @AfterEach
  void close() throws Exception {
    files.close();
  }

  private static WatchEvent<?> next(WatchService service, WatchKey key) throws Exception {
    WatchKey signalled = service.poll(1, TimeUnit.MINUTES);
    assertThat(signalled).isSameAs(key);
    var events = key.pollEvents();
    assertThat(events).hasSize(1);
    assertThat(key.reset()).isTrue();
    return events.getFirst();
  }

  @Test
  void creationChangeAndRemovalAreSeen() throws Exception {
    try (WatchService service = files.newWatchService()) {
      WatchKey key = dir.register(service, ENTRY_CREATE, ENTRY_MODIFY, ENTRY_DELETE);
      assertThat(key.watchable()).isEqualTo(dir);
      Files.createFile(dir.resolve("f"));
      WatchEvent<?> created = next(service, key);
      assertThat(created.kind()).isEqualTo(ENTRY_CREATE);
      assertThat(created.context()).isEqualTo(files.getPath("f"));
      Files.setLastModifiedTime(dir.resolve("f"), java.nio.file.attribute.FileTime.fromMillis(5));
      assertThat(next(service, key).kind()).isEqualTo(ENTRY_MODIFY);
      Files.delete(dir.resolve("f"));
      assertThat(next(service, key).kind()).isEqualTo(ENTRY_DELETE);
      assertThat(dir.register(service, ENTRY_DELETE)).isSameAs(key);
    }
  }

  @Test
  void whatHappensAgainIsCounted() {
    WatchEvents events = new WatchEvents();
    Path one = files.getPath("one");
    Path two = files.getPath("two");
    events.add(ENTRY_MODIFY, one);
    events.add(ENTRY_MODIFY, two);
    events.add(ENTRY_MODIFY, one);
    events.add(ENTRY_DELETE, one);
    events.add(ENTRY_CREATE, one);
    events.add(ENTRY_MODIFY, one);
    assertThat(events.take())
        .extracting(WatchEvent::kind, WatchEvent::context, WatchEvent::count)
        .containsExactly(
            tuple(ENTRY_MODIFY, one, 2),
            tuple(ENTRY_MODIFY, two, 1),
            tuple(ENTRY_DELETE, one, 1),
            tuple(ENTRY_CREATE, one, 1),
            tuple(ENTRY_MODIFY, one, 1));
    assertThat(events.isEmpty()).isTrue();
  }

  @Test
  void tooManyEventsAreOne() {
    WatchEvents events = new WatchEvents();
    for (int i = 0; i < 600; i++) {
      events.add(ENTRY_CREATE, files.getPath("f" + i));
    }
    assertThat(events.take())
        .extracting(WatchEvent::kind, WatchEvent::count)
        .containsExactly(tuple(OVERFLOW, 88));
  }

  @Test
  void changesByOthersAreSeenOverTheNetwork(@TempDir Path disk) throws Exception {
    for (String options : List.of("?watch=5", "?watch=5&localio=off&cache=off")) {
      Path there = Files.createDirectory(disk.resolve("watched"));
      try (LoopbackServer server = new LoopbackServer(disk, options);
          WatchService service = server.root().getFileSystem().newWatchService()) {
        WatchKey key = server.root().resolve("watched").register(service, ENTRY_CREATE);
        Files.createFile(there.resolve("f"));
        assertThat(next(service, key).context()).hasToString("f");
        key = server.root().resolve("watched").register(service, ENTRY_MODIFY);
        Files.writeString(there.resolve("f"), "longer");
        assertThat(next(service, key).kind()).isEqualTo(ENTRY_MODIFY);
        key = server.root().resolve("watched").register(service, ENTRY_DELETE);
        Files.delete(there.resolve("f"));
        assertThat(next(service, key).kind()).isEqualTo(ENTRY_DELETE);
      }
      Files.delete(there);
    }
  }

  @Test
  void aDirectoryThatGoesEndsItsKey() throws Exception {
    try (WatchService service = files.newWatchService()) {
      WatchKey key = dir.register(service, ENTRY_CREATE);
      Files.delete(dir);
      assertThat(service.poll(1, TimeUnit.MINUTES)).isSameAs(key);
      assertThat(key.reset()).isFalse();
    }
  }

  @Test
  void closingWakesWhoWaits() throws Exception {
    WatchService service = files.newWatchService();
    CompletableFuture<WatchKey> waiting = new CompletableFuture<>();
    Thread waiter =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    waiting.complete(service.take());
                  } catch (Exception e) {
                    waiting.completeExceptionally(e);
                  }
                });
    service.close();
    assertThatThrownBy(() -> waiting.get(1, TimeUnit.MINUTES))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(ClosedWatchServiceException.class);
    waiter.join();
    assertThatThrownBy(service::poll).isInstanceOf(ClosedWatchServiceException.class);
  }

  @Test
  void onlyDirectoriesAreWatched() throws Exception {
    Path file = Files.createFile(dir.resolve("f"));
    try (WatchService service = files.newWatchService()) {
      assertThatThrownBy(() -> file.register(service, ENTRY_CREATE))
          .isInstanceOf(NotDirectoryException.class);
      assertThatThrownBy(() -> dir.register(service)).isInstanceOf(IllegalArgumentException.class);
    }
  }
}
