package dev.byway.nio;

import dev.byway.vfs.LentFile;
import dev.byway.vfs.OpenHow;
import java.io.EOFException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Files as memory. Where there is a descriptor of the file ([dev.byway.vfs.OpenFile#lent]) it is
/// really mapped: the kernel's pages, in every mode. Of all others `READ_ONLY` and `PRIVATE` are
/// copies of what the file held at that moment, in a nameless temporary file of this machine, and
/// `READ_WRITE` is not there.
final class Mapping {
  private final FileData data;
  private final MapMode mode;
  private final long position;
  private final long size;

  Mapping(FileData data, MapMode mode, long position, long size) {
    this.data = data;
    this.mode = mode;
    this.position = position;
    this.size = size;
    if (position < 0 || size < 0 || position + size < 0) {
      throw new IllegalArgumentException(size + " bytes from " + position);
    }
  }

  MappedByteBuffer buffer() throws IOException {
    if (size > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(size + " bytes do not fit a buffer");
    }
    try (FileChannel channel = lentOrNull()) {
      if (channel != null) {
        grow();
        return channel.map(mode, position, size);
      }
    }
    try (FileChannel copy = copy()) {
      return copy.map(mode, 0, size);
    }
  }

  MemorySegment segment(Arena arena) throws IOException {
    try (FileChannel channel = lentOrNull()) {
      if (channel != null) {
        grow();
        return channel.map(mode, position, size, arena);
      }
    }
    try (FileChannel copy = copy()) {
      return copy.map(mode, 0, size, arena);
    }
  }

  /// A file of this machine without a name, so that it goes with its last mapping.
  private FileChannel copy() throws IOException {
    checkCopy();
    Path temporary = Files.createTempFile("byway", null);
    FileChannel copy =
        FileChannel.open(
            temporary,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE);
    boolean whole = false;
    try {
      if (Transfer.to(data::read, position, size, copy) < size) {
        throw new EOFException(data.path() + " became shorter while it was mapped");
      }
      whole = true;
    } finally {
      if (!whole) {
        copy.close();
      }
    }
    return copy;
  }

  private void checkCopy() throws IOException {
    if (mode != MapMode.READ_ONLY && mode != MapMode.PRIVATE) {
      throw new UnsupportedOperationException(
          mode + " needs a file whose descriptor was lent; this one is reached by messages");
    }
    if (data.size() < position + size) {
      throw new IOException(data.path() + " is shorter than what is to be mapped");
    }
  }

  /// The file itself, if there is a descriptor of it that may be used so. Opened again, because
  /// `java.nio` maps only what it opened: what the file's mode forbids this process stays
  /// forbidden, whoever lent the descriptor.
  private @Nullable FileChannel lentOrNull() throws IOException {
    boolean write = mode != MapMode.READ_ONLY;
    try (LentFile lent = data.lentOrNull(write ? OpenHow.READ_WRITE : OpenHow.READ)) {
      return lent == null ? null : reopenOrNull(lent.fd(), write);
    }
  }

  /// What is mapped to be written is made as long as that: by the room, so that it knows.
  private void grow() throws IOException {
    if (mode != MapMode.READ_ONLY && data.size() < position + size) {
      data.resize(position + size);
    }
  }

  private static @Nullable FileChannel reopenOrNull(int fd, boolean write) {
    try {
      return reopen(fd, write);
    } catch (IOException e) {
      return null;
    }
  }

  private static FileChannel reopen(int fd, boolean write) throws IOException {
    Path link = Path.of("/proc/self/fd", Integer.toString(fd));
    return FileChannel.open(
        link,
        write
            ? Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE)
            : Set.of(StandardOpenOption.READ));
  }
}
