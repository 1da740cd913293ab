package dev.byway.nio;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_DELETE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_MODIFY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

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
