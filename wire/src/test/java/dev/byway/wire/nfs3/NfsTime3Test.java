package dev.byway.wire.nfs3;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NfsTime3Test {
  @Test
  void nanosecondsComeBack() {
    assertThat(NfsTime3.ofNanos(1_234_567_890_987_654_321L))
        .isEqualTo(new NfsTime3(1_234_567_890, 987_654_321));
    assertThat(new NfsTime3(1_234_567_890, 987_654_321).toNanos())
        .isEqualTo(1_234_567_890_987_654_321L);
  }

  @Test
  void secondsAreUnsigned() {
    long in2100 = 4_102_444_800L * 1_000_000_000L;
    assertThat(NfsTime3.ofNanos(in2100).toNanos()).isEqualTo(in2100);
  }

  @Test
  void timesOutOfReachBecomeTheNearest() {
    assertThat(NfsTime3.ofNanos(-1)).isEqualTo(new NfsTime3(0, 0));
    assertThat(NfsTime3.ofNanos(Long.MAX_VALUE)).isEqualTo(new NfsTime3(-1, 999_999_999));
  }

  @Test
  void nanosecondsOfASecondOrMoreAreNotValid() {
    assertThat(new NfsTime3(0, 999_999_999).isValid()).isTrue();
    assertThat(new NfsTime3(0, 1_000_000_000).isValid()).isFalse();
    assertThat(new NfsTime3(0, -1).isValid()).isFalse();
  }
}
