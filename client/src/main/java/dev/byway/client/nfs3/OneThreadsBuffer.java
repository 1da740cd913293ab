package dev.byway.client.nfs3;

import dev.byway.base.ErrnoException;
import dev.byway.vfs.Caller;
import dev.byway.vfs.OpenFile;
import dev.byway.vfs.Stability;
import dev.byway.vfs.Written;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

/// Buffers of a confined arena: only their thread may touch them, but another one may receive or
/// send for it. So their data goes through a buffer that every thread may touch.
final class OneThreadsBuffer {
  /// Nobody's thread, which asks for all others.
  private static final Thread OTHER = Thread.ofPlatform().unstarted(() -> {});

  private OneThreadsBuffer() {}

  static boolean is(ByteBuffer buffer) {
    return buffer.isDirect() && !MemorySegment.ofBuffer(buffer).isAccessibleBy(OTHER);
  }

  /// As [OpenFile#read].
  static int read(OpenFile file, Caller caller, ByteBuffer dst, long offset) throws ErrnoException {
    ByteBuffer through = ByteBuffer.allocate(dst.remaining());
    int read = file.read(caller, through, offset);
    dst.put(through.flip());
    return read;
  }

  /// As [OpenFile#write].
  static Written write(
      OpenFile file, Caller caller, ByteBuffer src, long offset, Stability stability)
      throws ErrnoException {
    ByteBuffer through = ByteBuffer.allocate(src.remaining()).put(src.duplicate()).flip();
    Written written = file.write(caller, through, offset, stability);
    src.position(src.position() + written.count());
    return written;
  }
}
