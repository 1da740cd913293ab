package dev.byway.server.rpc;

import java.util.Arrays;

/// Counts of durations in buckets whose width grows with the duration: eight for each power of two,
/// so a quantile is right within an eighth. A snapshot: adding is not safe for several threads.
public final class LatencyHistogram {
  /// Buckets per power of two, as a power of two.
  private static final int FINE = 3;

  /// Longest duration told apart: about 68 seconds.
  private static final int LARGEST_POWER = 36;

  static final int BUCKETS = (LARGEST_POWER - FINE + 1) << FINE;

  private final long[] counts = new long[BUCKETS];

  /// The bucket of a duration in nanoseconds.
  static int bucket(long nanos) {
    if (nanos < 1 << FINE) {
      return (int) Math.max(nanos, 0);
    }
    int power = 63 - Long.numberOfLeadingZeros(nanos);
    if (power >= LARGEST_POWER) {
      return BUCKETS - 1;
    }
    int fine = (int) (nanos >>> power - FINE) & (1 << FINE) - 1;
    return (power - FINE + 1 << FINE) + fine;
  }

  /// The longest duration in a bucket, in nanoseconds.
  static long upper(int bucket) {
    if (bucket < 1 << FINE) {
      return bucket;
    }
    int power = (bucket >>> FINE) + FINE - 1;
    long fine = bucket & (1 << FINE) - 1;
    return ((1L << FINE) + fine + 1 << power - FINE) - 1;
  }

  void add(int bucket, long count) {
    counts[bucket] += count;
  }

  /// All durations counted.
  public long count() {
    return Arrays.stream(counts).sum();
  }

  /// The duration in nanoseconds that this share of the calls did not exceed; 0 when there were
  /// none.
  ///
  /// @param quantile 0 to 1: 0.99 for the 99th percentile
  public long quantile(double quantile) {
    long rank = (long) Math.ceil(quantile * count());
    long seen = 0;
    for (int i = 0; i < BUCKETS; i++) {
      seen += counts[i];
      if (seen >= rank && seen > 0) {
        return upper(i);
      }
    }
    return 0;
  }
}
