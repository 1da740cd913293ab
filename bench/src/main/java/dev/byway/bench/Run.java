package dev.byway.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.HdrHistogram.Histogram;

/// The lanes of one road at one number of threads, ready to be driven for a while, again and again.
final class Run implements AutoCloseable {
  private final List<Lane> lanes = new ArrayList<>();
  private final ExecutorService threads;
  private final int depth;
  private final long size;

  Run(Road road, int threadCount, int depth, long size) throws IOException {
    this.threads = Executors.newFixedThreadPool(threadCount);
    this.depth = depth;
    this.size = size;
    for (int i = 0; i < threadCount; i++) {
      lanes.add(road.lane());
    }
  }

  /// Drives all lanes for this time.
  ///
  /// @param latencies gets a value in nanoseconds for each operation
  /// @return operations a second
  double drive(Operation operation, int block, long nanos, Histogram latencies)
      throws IOException, InterruptedException {
    var start = new CyclicBarrier(lanes.size());
    var pending = new ArrayList<Future<Histogram>>();
    long begin = System.nanoTime();
    for (int i = 0; i < lanes.size(); i++) {
      long first = size / block * i / lanes.size();
      Lane lane = lanes.get(i);
      pending.add(
          threads.submit(
              () -> {
                start.await();
                return drive(lane, operation, block, first, nanos);
              }));
    }
    long operations = 0;
    for (Future<Histogram> lane : pending) {
      Histogram histogram = result(lane);
      operations += histogram.getTotalCount();
      latencies.add(histogram);
    }
    return operations * 1e9 / (System.nanoTime() - begin);
  }

  private Histogram drive(Lane lane, Operation operation, int block, long first, long nanos)
      throws IOException, InterruptedException {
    var histogram = new Histogram(60_000_000_000L, 2);
    var offsets = new Offsets(operation.random(), block, size, first);
    int lanes = lane.depth(depth);
    if (lanes > 1) {
      new Pipeline(lane, operation.write(), block, offsets, histogram).drive(lanes, nanos);
      lane.flush();
      return histogram;
    }
    ByteBuffer buffer = ByteBuffer.allocateDirect(block);
    long now = System.nanoTime();
    long end = now + nanos;
    while (now < end) {
      lane.transfer(operation.write(), buffer.clear(), offsets.next());
      long then = now;
      now = System.nanoTime();
      histogram.recordValue(now - then);
    }
    lane.flush();
    return histogram;
  }

  private static Histogram result(Future<Histogram> lane) throws IOException, InterruptedException {
    try {
      return lane.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException cause) {
        throw cause;
      }
      throw new IOException(e.getCause());
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
    lanes.forEach(Lane::close);
  }
}
