package dev.byway.nio;

import dev.byway.base.ErrnoException;
import dev.byway.vfs.Caller;
import dev.byway.vfs.OpenFile;
import dev.byway.vfs.Stability;
import dev.byway.vfs.Written;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

/// Buffers of a confined arena: only their thread may touch them, but a room may let another one
/// receive or send for it. So their data goes through a buffer that every thread may touch.
final class OneThreadsBuffer {
  /// Nobody's thread, which asks for all others.
  private static final Thread OTHER = Thread.ofPlatform().unstarted(() -> {});

  private OneThreadsBuffer() {}

  static boolean is(ByteBuffer buffer) {
    return buffer.isDirect() && !MemorySegment.ofBuffer(buffer).isAccessibleBy(OTHER);
  }

  /// As [OpenFile#read].
  static int read(OpenFile file, Caller caller, ByteBuffer dst, long offset) throws ErrnoException {
    ByteBuffer through = TransferBuffers.take();
    try {
      int total = 0;
      int want;
      int read;
      do {
        want = Math.min(dst.remaining(), through.capacity());
        read = file.read(caller, through.clear().limit(want), offset + total);
        dst.put(through.flip());
        total += read;
      } while (read == want && dst.hasRemaining());
      return total;
    } finally {
      TransferBuffers.giveBack(through);
    }
  }

  /// As [OpenFile#write], of as much as fits.
  static Written write(
      OpenFile file, Caller caller, ByteBuffer src, long offset, Stability stability)
      throws ErrnoException {
    ByteBuffer through = TransferBuffers.take();
    try {
      int want = Math.min(src.remaining(), through.capacity());
      through.put(src.slice(src.position(), want)).flip();
      Written written = file.write(caller, through, offset, stability);
      src.position(src.position() + written.count());
      return written;
    } finally {
      TransferBuffers.giveBack(through);
    }
  }
}
