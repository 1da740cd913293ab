package dev.byway.server.rpc;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicReferenceArray;

/// Counts the calls of one procedure, without contention: each thread that executes calls has a
/// stripe of its own, which only it writes. Readers add the stripes up and may be a moment late.
final class ProcedureStats {
  private static final VarHandle LONGS = MethodHandles.arrayElementVarHandle(long[].class);

  /// Before the buckets of a stripe: errors, nanoseconds, calls answered by workers.
  private static final int ERRORS = 0;

  private static final int NANOS = 1;
  private static final int WORKERS = 2;
  private static final int BUCKETS = 3;

  private final AtomicReferenceArray<long[]> stripes;

  /// @param threads how many stripes
  ProcedureStats(int threads) {
    stripes = new AtomicReferenceArray<>(threads);
  }

  /// One call was answered. Only the thread of the stripe.
  void record(int stripe, long nanos, boolean error, boolean worker) {
    long[] own = stripes.getPlain(stripe);
    if (own == null) {
      own = new long[BUCKETS + LatencyHistogram.BUCKETS];
      stripes.setRelease(stripe, own);
    }
    add(own, BUCKETS + LatencyHistogram.bucket(nanos), 1);
    add(own, NANOS, nanos);
    if (error) {
      add(own, ERRORS, 1);
    }
    if (worker) {
      add(own, WORKERS, 1);
    }
  }

  private static void add(long[] own, int index, long amount) {
    LONGS.setOpaque(own, index, own[index] + amount);
  }

  private long sum(int index) {
    long sum = 0;
    for (int i = 0; i < stripes.length(); i++) {
      long[] stripe = stripes.getAcquire(i);
      if (stripe != null) {
        sum += (long) LONGS.getOpaque(stripe, index);
      }
    }
    return sum;
  }

  long errors() {
    return sum(ERRORS);
  }

  long nanos() {
    return sum(NANOS);
  }

  long byWorkers() {
    return sum(WORKERS);
  }

  LatencyHistogram latency() {
    LatencyHistogram histogram = new LatencyHistogram();
    for (int i = 0; i < LatencyHistogram.BUCKETS; i++) {
      histogram.add(i, sum(BUCKETS + i));
    }
    return histogram;
  }
}
