package dev.byway.nio;

import dev.byway.vfs.LentFile;
import dev.byway.vfs.OpenHow;
import java.io.EOFException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Files as memory. A room that lends descriptors ([dev.byway.vfs.Vfs#lend]) has its file really
/// mapped: the kernel's pages, in every mode. Of all others `READ_ONLY` and `PRIVATE` are copies of
/// what the file held at that moment, and `READ_WRITE` is not there.
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
    MappedByteBuffer mapped = onLent(channel -> channel.map(mode, position, size));
    if (mapped != null) {
      return mapped;
    }
    checkCopy();
    ByteBuffer copy = ByteBuffer.allocateDirect((int) size);
    for (long at = position; copy.hasRemaining(); ) {
      at += filled(data.read(copy, at));
    }
    copy.clear();
    // Every direct buffer of the JDK is one; force and load do nothing without a file.
    return (MappedByteBuffer) (mode == MapMode.READ_ONLY ? copy.asReadOnlyBuffer() : copy);
  }

  MemorySegment segment(Arena arena) throws IOException {
    MemorySegment mapped = onLent(channel -> channel.map(mode, position, size, arena));
    if (mapped != null) {
      return mapped;
    }
    checkCopy();
    MemorySegment copy = arena.allocate(size, Long.BYTES);
    // An arena may be one thread's own, and the room may use others.
    ByteBuffer through = TransferBuffers.take();
    try {
      for (long done = 0; done < size; ) {
        through.clear().limit((int) Math.min(size - done, through.capacity()));
        int read = filled(data.read(through, position + done));
        MemorySegment.copy(MemorySegment.ofBuffer(through.flip()), 0, copy, done, read);
        done += read;
      }
    } finally {
      TransferBuffers.giveBack(through);
    }
    return mode == MapMode.READ_ONLY ? copy.asReadOnly() : copy;
  }

  private static int filled(int read) throws IOException {
    if (read < 0) {
      throw new EOFException("the file became shorter while it was mapped");
    }
    return read;
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

  private interface OnChannel<T> {
    T map(FileChannel channel) throws IOException;
  }

  private <T> @Nullable T onLent(OnChannel<T> map) throws IOException {
    if (!files.room().capabilities().lendsDescriptors()) {
      return null;
    }
    FileChannel channel;
    try {
      channel = lent();
    } catch (IOException e) {
      return null;
    }
    try (channel) {
      return map.map(channel);
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
