package dev.byway.net;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import java.util.ArrayDeque;

/// Segments for one thread: a few unused ones at hand, so that steady traffic allocates nothing and
/// works in memory that is still in the processor's cache, and an idle connection holds none.
final class SegmentStash {
  /// Default size: some dozens of small calls, or one answer with 128 KiB of data.
  static final int USUAL = 144 << 10;

  private static final int PAGE = 4096;

  /// Few arenas of 4 MiB chunks, without caches per thread: the stash is the cache.
  static final PooledByteBufAllocator ALLOCATOR =
      new PooledByteBufAllocator(true, 0, 2, 8192, 9, 0, 0, false);

  static {
    // One buffer in 128 would be watched, at a cost for each of its slices; ours live long.
    if (System.getProperty("io.netty.leakDetection.level") == null) {
      ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.DISABLED);
    }
  }

  private final ByteBufAllocator allocator;
  private final ArrayDeque<Segment> unused = new ArrayDeque<>();
  private final int mostUnused;
  private int unusedBytes;

  /// @param mostUnused bytes to keep at hand at most
  SegmentStash(int mostUnused) {
    this(mostUnused, ALLOCATOR);
  }

  SegmentStash(int mostUnused, ByteBufAllocator allocator) {
    this.allocator = allocator;
    this.mostUnused = mostUnused;
  }

  /// A segment of at least so many bytes that nobody else holds.
  Segment take(int bytes) {
    Segment last = unused.peekLast();
    if (last != null && last.capacity() >= bytes) {
      unused.pollLast();
      unusedBytes -= last.capacity();
      last.view.clear(); // who gave it may have left its limit where a message ended
      return last;
    }
    int size = Math.max(USUAL, bytes + PAGE - 1 & -PAGE);
    return new Segment(allocator.directBuffer(size, size));
  }

  /// A small segment of its own size, not for [#give].
  Segment small(int bytes) {
    return new Segment(allocator.directBuffer(bytes, bytes));
  }

  /// Takes a segment back that the caller held.
  void give(Segment segment) {
    int size = segment.capacity();
    if (segment.unshared() && size >= USUAL && unusedBytes + size <= mostUnused) {
      unusedBytes += size;
      unused.addLast(segment);
    } else {
      segment.release();
    }
  }

  /// Bytes of buffers now in use by anybody in this process.
  static long bytesInUse() {
    return ALLOCATOR.pinnedDirectMemory();
  }

  void end() {
    unused.forEach(Segment::release);
    unused.clear();
    unusedBytes = 0;
  }
}
