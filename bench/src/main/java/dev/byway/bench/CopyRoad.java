package dev.byway.bench;

import java.nio.ByteBuffer;

/// No road at all: copies from and to memory of the file's size. The least that a cache can cost.
public final class CopyRoad implements Road {
  private final ByteBuffer memory;

  /// @param size of the file, at most 2 GiB
  public CopyRoad(long size) {
    memory = ByteBuffer.allocateDirect(Math.toIntExact(size));
  }

  @Override
  public String name() {
    return "copy";
  }

  @Override
  public Lane lane() {
    return new CopyLane(memory);
  }

  @Override
  public void close() {}

  private record CopyLane(ByteBuffer memory) implements Lane {
    @Override
    public void transfer(boolean write, ByteBuffer buffer, long offset) {
      if (write) {
        memory.put((int) offset, buffer, buffer.position(), buffer.remaining());
      } else {
        buffer.put(buffer.position(), memory, (int) offset, buffer.remaining());
      }
    }

    @Override
    public void close() {}
  }
}
