package dev.byway.client.cache;

import java.nio.ByteBuffer;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;

/// Buffers between pages, which lie anywhere, and requests, which are in one piece.
final class Bounce {
  private static final int SMALL = 64 * 1024;

  private final ConcurrentLinkedDeque<ByteBuffer> large = new ConcurrentLinkedDeque<>();
  private final ConcurrentLinkedDeque<ByteBuffer> small = new ConcurrentLinkedDeque<>();
  private final AtomicInteger kept = new AtomicInteger();
  private final int size;
  private final int most;

  /// @param size of the largest request
  /// @param most how many of each are kept for later
  Bounce(int size, int most) {
    this.size = size;
    this.most = 2 * most;
  }

  /// @return from 0 to `count`; to be given back
  ByteBuffer take(int count) {
    boolean isSmall = count <= SMALL;
    ByteBuffer buffer = (isSmall ? small : large).poll();
    if (buffer == null) {
      buffer = ByteBuffer.allocateDirect(isSmall ? SMALL : Math.max(size, count));
    } else {
      kept.decrementAndGet();
    }
    return buffer.clear().limit(count);
  }

  void give(ByteBuffer buffer) {
    if (kept.incrementAndGet() <= most) {
      (buffer.capacity() == SMALL ? small : large)
          .addFirst(buffer); // still in the processor's cache
    } else {
      kept.decrementAndGet();
    }
  }
}
