package dev.byway.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.byway.nio.VfsFileSystem;
import dev.byway.server.NfsServer;
import dev.byway.vfs.Caller;
import dev.byway.vfs.memory.MemoryVfs;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ReadFileTest {
  @Test
  void aFileOfAServerIsReadLikeAnyOther() throws Exception {
    MemoryVfs room = new MemoryVfs();
    try (FileSystem here = VfsFileSystem.of(room, Caller.ROOT);
        NfsServer server = NfsServer.builder().export("/poems", room).start()) {
      Files.writeString(here.getPath("/poem.txt"), "one\ntwo\nthree\n");
      URI uri = URI.create("nfs://127.0.0.1:" + server.address().getPort() + "/poems/poem.txt");
      try (FileSystem mounted = Path.of(uri).getFileSystem()) {
        assertThat(mounted.isOpen()).isTrue();
        assertThat(ReadFile.countLines(uri)).isEqualTo(3);
      }
    }
  }
}
