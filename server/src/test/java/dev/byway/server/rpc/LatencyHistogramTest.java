package dev.byway.server.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LatencyHistogramTest {
  @Test
  void everyDurationLiesInItsBucket() {
    for (long nanos = 0; nanos < 1L << 40; nanos += 1 + nanos / 7) {
      int bucket = LatencyHistogram.bucket(nanos);
      assertThat(bucket).isBetween(0, LatencyHistogram.BUCKETS - 1);
      if (nanos < 1L << 36) {
        assertThat(LatencyHistogram.upper(bucket)).isGreaterThanOrEqualTo(nanos);
        assertThat(LatencyHistogram.upper(bucket)).isLessThanOrEqualTo(nanos + nanos / 8);
        assertThat(LatencyHistogram.bucket(LatencyHistogram.upper(bucket))).isEqualTo(bucket);
      }
    }
  }

  @Test
  void quantilesAreRightWithinAnEighth() {
    LatencyHistogram histogram = new LatencyHistogram();
    for (int i = 1; i <= 1000; i++) {
      histogram.add(LatencyHistogram.bucket(i * 1000L), 1);
    }
    assertThat(histogram.count()).isEqualTo(1000);
    assertThat(histogram.quantile(0.5)).isBetween(500_000L, 563_000L);
    assertThat(histogram.quantile(0.99)).isBetween(990_000L, 1_114_000L);
    assertThat(new LatencyHistogram().quantile(0.99)).isZero();
  }

  @Test
  void stripesAddUp() {
    ProcedureStats stats = new ProcedureStats(3);
    stats.record(0, 1000, false, false);
    stats.record(2, 3000, true, true);
    assertThat(stats.latency().count()).isEqualTo(2);
    assertThat(stats.errors()).isEqualTo(1);
    assertThat(stats.byWorkers()).isEqualTo(1);
    assertThat(stats.nanos()).isEqualTo(4000);
  }
}
