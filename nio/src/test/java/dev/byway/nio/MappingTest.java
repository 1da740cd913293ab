package dev.byway.nio;

import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.byway.vfs.Caller;
import dev.byway.vfs.local.LocalVfs;
import dev.byway.vfs.memory.MemoryVfs;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Where a mapping is the file itself, and where it is a copy.
class MappingTest {
  @TempDir Path temp;

  @Test
  void aFileOfALocalRoomIsMappedItself() throws IOException {
    try (FileSystem files =
        VfsFileSystem.of(LocalVfs.open(temp, LocalVfs.Options.DEFAULT), NioSettings.ofProcess())) {
      assertMapsTheFile(files.getPath("/f"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "?cache=off"})
  void aFileWhoseDescriptorAServerLentIsMappedItself(String options) throws IOException {
    RoadTest.assumeLendsForWriting();
    try (LoopbackServer server = new LoopbackServer(temp, options)) {
      assertMapsTheFile(server.root().resolve("f"));
    }
  }

  private void assertMapsTheFile(Path file) throws IOException {
    Files.writeString(file, "abc");
    try (FileChannel channel = FileChannel.open(file, READ, WRITE);
        Arena arena = Arena.ofConfined()) {
      MappedByteBuffer shared = channel.map(MapMode.READ_WRITE, 0, 6);
      assertThat(Files.size(file)).isEqualTo(6);
      shared.put(1, (byte) 'B').put(5, (byte) '!');
      shared.force();
      assertThat(Files.readString(temp.resolve("f"))).isEqualTo("aBc\0\0!");
      assertThat(Files.readString(file)).isEqualTo("aBc\0\0!");
      MappedByteBuffer own = channel.map(MapMode.PRIVATE, 0, 3);
      own.put(0, (byte) 'x');
      assertThat(Files.readString(file)).startsWith("aB");
      MappedByteBuffer seen = channel.map(MapMode.READ_ONLY, 0, 6);
      channel.write(ByteBuffer.wrap(new byte[] {'C'}), 2);
      assertThat(seen.get(2)).isEqualTo((byte) 'C');
      MemorySegment segment = channel.map(MapMode.READ_WRITE, 1, 2, arena);
      segment.set(ValueLayout.JAVA_BYTE, 0, (byte) 'S');
      segment.force();
      assertThat(shared.get(1)).isEqualTo((byte) 'S');
      assertThat(segment.isMapped()).isTrue();
    }
    try (FileChannel reading = FileChannel.open(file, READ)) {
      MappedByteBuffer seen = reading.map(MapMode.READ_ONLY, 0, 6);
      Files.write(temp.resolve("f"), new byte[] {'Z'}, WRITE);
      assertThat(seen.get(0)).isEqualTo((byte) 'Z');
      assertThatThrownBy(() -> reading.map(MapMode.READ_ONLY, 0, 7))
          .isInstanceOf(IOException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "?cache=off"})
  void aMappingStaysWhenItsDescriptorIsTakenBack(String options) throws IOException {
    RoadTest.assumeLendsForWriting();
    try (LoopbackServer server = new LoopbackServer(temp, options)) {
      Path file = Files.writeString(server.root().resolve("f"), "abc");
      try (FileChannel channel = FileChannel.open(file, READ, WRITE)) {
        MappedByteBuffer before = channel.map(MapMode.READ_WRITE, 0, 3);
        server.stopLending();
        before.put(0, (byte) 'A');
        before.force();
        assertThat(Files.readString(file)).isEqualTo("Abc");
        assertIsCopied(channel);
      }
    }
  }

  @Test
  void aFileOfTheWireIsCopied() throws IOException {
    for (String options : new String[] {"?localio=off", "?localio=off&cache=off"}) {
      try (LoopbackServer server = new LoopbackServer(temp, options)) {
        Path file = Files.writeString(server.root().resolve("f"), "abc");
        try (FileChannel channel = FileChannel.open(file, READ, WRITE)) {
          assertIsCopied(channel);
        }
      }
    }
  }

  @Test
  void aFileThatNobodyLendsIsCopied() throws IOException {
    try (FileSystem files = VfsFileSystem.of(new MemoryVfs(), Caller.ROOT)) {
      Path file = Files.writeString(files.getPath("/f"), "abc");
      try (FileChannel channel = FileChannel.open(file, READ, WRITE)) {
        assertIsCopied(channel);
      }
    }
  }

  /// @param channel on a file of three bytes
  private static void assertIsCopied(FileChannel channel) throws IOException {
    MappedByteBuffer copy = channel.map(MapMode.READ_ONLY, 1, 2);
    byte was = copy.get(1);
    channel.write(ByteBuffer.wrap(new byte[] {(byte) (was + 1)}), 2);
    assertThat(copy.get(1)).isEqualTo(was);
    MappedByteBuffer own = channel.map(MapMode.PRIVATE, 2, 1);
    assertThat(own.put(0, (byte) 0).get(0)).isZero();
    assertThatThrownBy(() -> channel.map(MapMode.READ_WRITE, 0, 3))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> channel.map(MapMode.READ_ONLY, 1, 3)).isInstanceOf(IOException.class);
    assertThat(channel.size()).isEqualTo(3);
  }
}
