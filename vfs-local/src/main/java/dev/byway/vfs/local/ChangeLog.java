package dev.byway.vfs.local;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.linux.Descriptors;
import dev.byway.linux.FileIo;
import dev.byway.linux.OpenAt;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/// What changed in an index since it was last saved, written at once but not synced: it survives
/// the process, not the machine. A record is `length[2] crc[4] added[1] key`; the first one that is
/// not whole ends the file.
///
/// Two files take turns, so that nothing is missing while the index is being saved: `changes` and,
/// before it, `changes.previous`. Not for concurrent use; the index locks.
final class ChangeLog implements AutoCloseable {
  private static final int HEADER = 6;
  private static final int LONG_ENOUGH = 4 << 20;

  /// Differs after the machine has started anew.
  private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

  private final Path current;
  private final Path previous;
  private final Path running;
  private final boolean mayHaveLost;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(1024);

  /// Not a FileChannel, which an interrupt of the thread would close.
  private int fd;

  private long size;

  /// Takes a change.
  interface Change {
    void apply(boolean added, byte[] key) throws ErrnoException;
  }

  private ChangeLog(Path folder) throws IOException {
    this.current = folder.resolve("changes");
    this.previous = folder.resolve("changes.previous");
    this.running = folder.resolve("running");
    String boot = Files.exists(BOOT_ID) ? Files.readString(BOOT_ID) : "";
    this.mayHaveLost = Files.exists(running) && !Files.readString(running).equals(boot);
    Files.writeString(running, boot);
    this.fd = openCurrent(current);
    this.size = Files.size(current);
  }

  static ChangeLog open(Path folder) throws IOException {
    return new ChangeLog(folder);
  }

  private static int openCurrent(Path file) throws ErrnoException {
    byte[] path = file.toAbsolutePath().toString().getBytes(StandardCharsets.UTF_8);
    return OpenAt.openat2(
        OpenAt.AT_FDCWD, path, OpenAt.O_CREAT | OpenAt.O_WRONLY | OpenAt.O_APPEND, 0600, 0);
  }

  /// Whether the machine went down while an index was in use.
  boolean mayHaveLost() {
    return mayHaveLost;
  }

  void replay(Change change) throws IOException {
    replay(previous, change);
    replay(current, change);
  }

  private static void replay(Path file, Change change) throws IOException {
    if (!Files.exists(file)) {
      return;
    }
    ByteBuffer all = ByteBuffer.wrap(Files.readAllBytes(file));
    while (all.remaining() >= HEADER) {
      int length = Short.toUnsignedInt(all.getShort());
      int crc = all.getInt();
      if (length < 1 || length > all.remaining() || crc != crc(all.slice().limit(length))) {
        return;
      }
      boolean added = all.get() != 0;
      byte[] key = new byte[length - 1];
      all.get(key);
      change.apply(added, key);
    }
  }

  private static int crc(ByteBuffer bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return (int) crc.getValue();
  }

  void append(boolean added, byte[] key) throws ErrnoException {
    buffer.clear();
    buffer.position(HEADER);
    buffer.put((byte) (added ? 1 : 0)).put(key).flip();
    int length = buffer.limit() - HEADER;
    buffer.putShort(0, (short) length);
    buffer.putInt(2, crc(buffer.slice(HEADER, length)));
    while (buffer.hasRemaining()) {
      size += FileIo.write(fd, buffer, size, 0);
    }
  }

  boolean isLong() {
    return size > LONG_ENOUGH;
  }

  private static ErrnoException failed(IOException failure) {
    return Errno.EIO.exception("the log of file handles: " + failure.getMessage());
  }

  /// From now on changes go to a new file. What a save that failed has left stays before them.
  void startNext() throws ErrnoException {
    try {
      if (Files.exists(previous)) {
        Files.write(
            previous,
            Files.readAllBytes(current),
            StandardOpenOption.APPEND,
            StandardOpenOption.WRITE);
        Files.delete(current);
      } else {
        Files.move(current, previous, StandardCopyOption.ATOMIC_MOVE);
      }
      Descriptors.close(fd);
      fd = openCurrent(current);
      size = 0;
    } catch (IOException failure) {
      throw failed(failure);
    }
  }

  /// The index is saved with all that was logged before [#startNext].
  void dropPrevious() throws ErrnoException {
    try {
      Files.deleteIfExists(previous);
    } catch (IOException failure) {
      throw failed(failure);
    }
  }

  /// Nothing is missing from the saved index.
  @Override
  public void close() throws ErrnoException {
    try {
      Descriptors.close(fd);
      Files.deleteIfExists(running);
    } catch (IOException failure) {
      throw failed(failure);
    }
  }
}
