package dev.byway.nio;

import java.nio.ByteBuffer;
import java.util.concurrent.ArrayBlockingQueue;

/// A few direct buffers to copy through: made when needed, the first ones kept. Any thread.
final class TransferBuffers {
  /// As much as one READ or WRITE carries by default.
  static final int BYTES = 1 << 20;

  private static final int KEPT = 4;
  private static final ArrayBlockingQueue<ByteBuffer> FREE = new ArrayBlockingQueue<>(KEPT);

  private TransferBuffers() {}

  /// @return empty, all of it to be filled
  static ByteBuffer take() {
    ByteBuffer kept = FREE.poll();
    return kept == null ? ByteBuffer.allocateDirect(BYTES) : kept.clear();
  }

  /// @param buffer that nobody uses any more
  static void giveBack(ByteBuffer buffer) {
    if (!FREE.offer(buffer)) {
      // enough are kept; this one is the collector's
      return;
    }
  }
}
