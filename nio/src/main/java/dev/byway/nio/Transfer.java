package dev.byway.nio;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;

/// Copies between a file and another channel, a buffer at a time.
final class Transfer {
  private Transfer() {}

  /// Reads at an offset; -1 at the end.
  interface Source {
    int read(ByteBuffer dst, long offset) throws IOException;
  }

  static void check(long position, long count) {
    if (position < 0 || count < 0) {
      throw new IllegalArgumentException(count + " bytes at " + position);
    }
  }

  /// @return bytes copied: fewer at the end of the file, or when the target takes no more
  static long to(Source file, long position, long count, WritableByteChannel target)
      throws IOException {
    check(position, count);
    ByteBuffer through = TransferBuffers.take();
    try {
      long done = 0;
      while (done < count) {
        through.clear().limit((int) Math.min(count - done, through.capacity()));
        if (file.read(through, position + done) <= 0) {
          break;
        }
        through.flip();
        int read = through.remaining();
        int written = target.write(through);
        done += written;
        if (written < read) {
          break;
        }
      }
      return done;
    } finally {
      TransferBuffers.giveBack(through);
    }
  }

  /// @return bytes copied: fewer when the source has no more
  static long from(ReadableByteChannel source, FileChannel file, long position, long count)
      throws IOException {
    check(position, count);
    ByteBuffer through = TransferBuffers.take();
    try {
      long done = 0;
      while (done < count) {
        through.clear().limit((int) Math.min(count - done, through.capacity()));
        if (source.read(through) <= 0) {
          break;
        }
        through.flip();
        long at = position + done;
        while (through.hasRemaining()) {
          int written = file.write(through, at);
          at += written;
          done += written;
        }
      }
      return done;
    } finally {
      TransferBuffers.giveBack(through);
    }
  }
}
