package dev.byway.bench;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.HdrHistogram.Histogram;

/// Keeps several transfers of one lane under way: waits for the oldest, and begins another.
final class Pipeline {
  private final Lane lane;
  private final boolean write;
  private final int block;
  private final Offsets offsets;
  private final Histogram histogram;

  Pipeline(Lane lane, boolean write, int block, Offsets offsets, Histogram histogram) {
    this.lane = lane;
    this.write = write;
    this.block = block;
    this.offsets = offsets;
    this.histogram = histogram;
  }

  void drive(int depth, long nanos) throws IOException {
    long end = System.nanoTime() + nanos;
    Slot[] slots = new Slot[depth];
    for (int i = 0; i < depth; i++) {
      slots[i] = new Slot();
    }
    int oldest = 0;
    while (slots[oldest].end() < end) {
      slots[oldest].begin();
      oldest = (oldest + 1) % depth;
    }
    for (int i = 1; i < depth; i++) {
      slots[(oldest + i) % depth].end();
    }
  }

  /// One of the transfers under way, with its buffer.
  private final class Slot {
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(block);
    private Lane.Pending pending;
    private long begun;

    Slot() throws IOException {
      begun = System.nanoTime();
      pending = lane.begin(write, buffer, offsets.next());
    }

    void begin() throws IOException {
      begun = System.nanoTime();
      pending = lane.begin(write, buffer.clear(), offsets.next());
    }

    /// @return when it ended
    long end() throws IOException {
      int moved = pending.await();
      if (moved != block) {
        throw new EOFException("a transfer of " + block + " bytes moved " + moved);
      }
      long now = System.nanoTime();
      histogram.recordValue(now - begun);
      return now;
    }
  }
}
