package dev.byway.nio;

import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.byway.vfs.Caller;
import dev.byway.vfs.local.LocalVfs;
import dev.byway.vfs.memory.MemoryVfs;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Where a mapping is the file itself, and where it is a copy.
class MappingTest {
  @TempDir Path temp;

  @Test
  void aLentFileIsMappedItself() throws IOException {
    try (FileSystem files =
        VfsFileSystem.of(LocalVfs.open(temp, LocalVfs.Options.DEFAULT), NioSettings.ofProcess())) {
      Path file = Files.writeString(files.getPath("/f"), "abc");
      try (FileChannel channel = FileChannel.open(file, READ, WRITE)) {
        var shared = channel.map(MapMode.READ_WRITE, 0, 6);
        shared.put(1, (byte) 'B').put(5, (byte) '!');
        shared.force();
        assertThat(Files.readString(temp.resolve("f"))).isEqualTo("aBc\0\0!");
        var private_ = channel.map(MapMode.PRIVATE, 0, 3);
        private_.put(0, (byte) 'x');
        assertThat(Files.readString(file)).startsWith("aB");
        var seen = channel.map(MapMode.READ_ONLY, 0, 6);
        channel.write(java.nio.ByteBuffer.wrap(new byte[] {'C'}), 2);
        assertThat(seen.get(2)).isEqualTo((byte) 'C');
      }
    }
  }

  @Test
  void aFileThatNobodyLendsIsCopied() throws IOException {
    try (FileSystem files = VfsFileSystem.of(new MemoryVfs(), Caller.ROOT)) {
      Path file = Files.writeString(files.getPath("/f"), "abc");
      try (FileChannel channel = FileChannel.open(file, READ, WRITE)) {
        var copy = channel.map(MapMode.READ_ONLY, 0, 3);
        channel.write(java.nio.ByteBuffer.wrap(new byte[] {'C'}), 2);
        assertThat(copy.get(2)).isEqualTo((byte) 'c');
        assertThatThrownBy(() -> channel.map(MapMode.READ_WRITE, 0, 3))
            .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> channel.map(MapMode.READ_ONLY, 1, 3))
            .isInstanceOf(IOException.class);
      }
    }
  }
}
