package dev.byway.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.byway.nio.VfsFileSystem;
import dev.byway.server.NfsServer;
import dev.byway.vfs.Caller;
import dev.byway.vfs.memory.MemoryVfs;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;

class WatchDirectoryTest {
  @Test
  void aFileThatAppearsOnTheServerIsTold() throws Exception {
    MemoryVfs room = new MemoryVfs();
    try (FileSystem here = VfsFileSystem.of(room, Caller.ROOT);
        NfsServer server = NfsServer.builder().export("/in", room).start()) {
      URI uri = URI.create("nfs://127.0.0.1:" + server.address().getPort() + "/in?actimeo=0");
      Path directory = Path.of(uri);
      try (FileSystem mounted = directory.getFileSystem()) {
        assertThat(mounted.isOpen()).isTrue();
        var told = new LinkedBlockingQueue<Path>();
        Thread watcher = Thread.ofPlatform().start(() -> watch(directory, told));
        // The watcher may not look yet: new names until it tells of one.
        for (int i = 0; told.isEmpty() && i < 300; i++) {
          Files.createFile(here.getPath("/file" + i));
          watcher.join(100);
        }
        watcher.interrupt();
        watcher.join();
        assertThat(told).isNotEmpty();
        assertThat(told.remove().getFileName().toString()).startsWith("file");
      }
    }
  }

  private static void watch(Path directory, LinkedBlockingQueue<Path> told) {
    try {
      WatchDirectory.watch(directory, told::add);
    } catch (InterruptedException e) {
      // That is how it ends.
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
