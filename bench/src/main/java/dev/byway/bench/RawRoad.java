package dev.byway.bench;

import dev.byway.base.ErrnoException;
import dev.byway.linux.Descriptors;
import dev.byway.linux.FileIo;
import dev.byway.linux.OpenAt;
import java.io.EOFException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// The file itself: pread(2) and pwrite(2) on a descriptor of the lane's own.
public final class RawRoad implements Road {
  private final byte[] path;

  public RawRoad(Path file) {
    this.path = file.toAbsolutePath().toString().getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String name() {
    return "raw";
  }

  @Override
  public Lane lane() throws ErrnoException {
    return new RawLane(OpenAt.openat2(OpenAt.AT_FDCWD, path, OpenAt.O_RDWR, 0, 0));
  }

  @Override
  public void close() {}

  private record RawLane(int fd) implements Lane {
    @Override
    public void transfer(boolean write, ByteBuffer buffer, long offset)
        throws ErrnoException, EOFException {
      long at = offset;
      while (buffer.hasRemaining()) {
        int moved = write ? FileIo.write(fd, buffer, at, 0) : FileIo.read(fd, buffer, at, 0);
        if (moved == 0) {
          throw new EOFException();
        }
        at += moved;
      }
    }

    @Override
    public void close() {
      Descriptors.close(fd);
    }
  }
}
