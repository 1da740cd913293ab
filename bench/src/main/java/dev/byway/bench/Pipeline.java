package dev.byway.bench;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.ArrayBlockingQueue;
import org.HdrHistogram.Histogram;

/// Keeps several transfers of one lane under way.
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

  void drive(int depth, long nanos) throws IOException, InterruptedException {
    var ended = new ArrayBlockingQueue<Slot>(depth);
    long end = System.nanoTime() + nanos;
    for (int i = 0; i < depth; i++) {
      new Slot(ended).begin();
    }
    int underWay = depth;
    while (underWay > 0) {
      Slot slot = ended.take();
      underWay--;
      if (slot.bytes != block) {
        throw new EOFException("a transfer of " + block + " bytes moved " + slot.bytes);
      }
      histogram.recordValue(slot.end - slot.begin);
      if (slot.end < end) {
        slot.begin();
        underWay++;
      }
    }
  }

  /// One of the transfers under way, with its buffer.
  private final class Slot implements Lane.Completion {
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(block);
    private final ArrayBlockingQueue<Slot> queue;
    private long begin;
    private long end;
    private int bytes;

    Slot(ArrayBlockingQueue<Slot> queue) {
      this.queue = queue;
    }

    void begin() throws IOException {
      begin = System.nanoTime();
      lane.begin(write, buffer.clear(), offsets.next(), this);
    }

    @Override
    public void ended(int moved) {
      bytes = moved;
      end = System.nanoTime();
      queue.add(this);
    }
  }
}
