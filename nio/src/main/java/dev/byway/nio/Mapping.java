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

/// Files as memory. A room that lends descriptors ([dev.byway.vfs.Vfs#lend]) has its file really
/// mapped: the kernel's pages, in every mode. Of all others `READ_ONLY` and `PRIVATE` are copies of
/// what the file held at that moment, in a nameless temporary file of this machine, and
/// `READ_WRITE` is not there.
final class Mapping {
  private final VfsFileSystem files;
  private final FileData data;
  private final MapMode mode;
  private final long position;
  private final long size;

  Mapping(FileData data, MapMode mode, long position, long size) {
    this.files = data.path().getFileSystem();
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

  private @Nullable FileChannel lentOrNull() throws IOException {
    if (!files.room().capabilities().lendsDescriptors()) {
      return null;
    }
    try {
      return lent();
    } catch (IOException e) {
      return null;
    }
  }

  /// `java.nio` maps only what it opened itself, also for a private mapping only what it may write.
  ///
  /// @throws IOException this file is not lent so
  private FileChannel lent() throws IOException {
    boolean write = mode != MapMode.READ_ONLY;
    OpenHow how = write ? OpenHow.READ_WRITE : OpenHow.READ;
    try (LentFile lent = files.room().lend(files.caller(), data.node(), how)) {
      return reopen(lent.fd(), write);
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
