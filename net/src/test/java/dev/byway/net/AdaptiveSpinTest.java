package dev.byway.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Time is a number here: the spin is told what time it is.
class AdaptiveSpinTest {
  private static final long MICRO = 1_000;

  private final AtomicInteger free = new AtomicInteger(1);
  private final AdaptiveSpin spin = new AdaptiveSpin(true, AdaptiveSpin.WINDOW_NANOS, free);
  private long now = System.nanoTime() + 1_000_000_000L;

  @BeforeEach
  void severalCores() {
    assumeThat(Runtime.getRuntime().availableProcessors()).as("cores").isGreaterThan(1);
  }

  @Test
  void sleepsAtOnceWithoutAHistory() {
    spin.idle(now);
    assertThat(spin.lookAgain(now)).isFalse();
  }

  @Test
  void looksOnWhenWorkCameSoonBefore() {
    workAfter(50 * MICRO);
    spin.idle(now);
    assertThat(spin.lookAgain(now + MICRO)).isTrue();
    assertThat(free).hasValue(0);
    spin.found(now + 2 * MICRO);
    assertThat(free).hasValue(1);
  }

  @Test
  void sparseWorkNeverSpins() {
    for (int i = 0; i < 100; i++) {
      workAfter(1_000 * MICRO);
      spin.idle(now);
      assertThat(spin.lookAgain(now + MICRO)).isFalse();
    }
  }

  @Test
  void givesUpAfterTheWindow() {
    workAfter(50 * MICRO);
    spin.idle(now);
    assertThat(looksFor(AdaptiveSpin.WINDOW_NANOS / 2)).isTrue();
    assertThat(looksFor(AdaptiveSpin.WINDOW_NANOS)).isFalse();
    assertThat(free).hasValue(1);
  }

  @Test
  void stopsWhenWindowsPassInVain() {
    for (int i = 0; i < 30; i++) {
      workAfter(50 * MICRO);
    }
    int spun = 0;
    for (int i = 0; i < 100; i++) {
      spin.idle(now);
      spun += spin.lookAgain(now) ? 1 : 0;
      looksFor(2 * AdaptiveSpin.WINDOW_NANOS);
      now += 10 * AdaptiveSpin.WINDOW_NANOS;
      spin.found(now);
    }
    assertThat(spun).isLessThan(20);
  }

  @Test
  void stopsForATimeWhenItLostItsCore() {
    for (int i = 0; i < 10; i++) {
      workAfter(50 * MICRO);
    }
    spin.idle(now);
    assertThat(spin.lookAgain(now)).isTrue();
    assertThat(spin.lookAgain(now + 1_000 * MICRO)).isFalse();
    now += 1_000 * MICRO;
    spin.found(now);
    spin.idle(now);
    assertThat(spin.lookAgain(now)).isFalse();
    now += 10_000 * MICRO;
    spin.found(now);
    spin.idle(now);
    assertThat(spin.lookAgain(now)).isTrue();
  }

  @Test
  void anInterruptIsNoLostCore() {
    for (int i = 0; i < 10; i++) {
      workAfter(50 * MICRO);
    }
    spin.idle(now);
    assertThat(spin.lookAgain(now)).isTrue();
    assertThat(spin.lookAgain(now + 150 * MICRO)).isTrue();
  }

  @Test
  void onlySoManySpinAtOnce() {
    AdaptiveSpin other = new AdaptiveSpin(true, AdaptiveSpin.WINDOW_NANOS, free);
    other.idle(now);
    other.found(now + MICRO);
    workAfter(50 * MICRO);
    spin.idle(now);
    other.idle(now);
    assertThat(spin.lookAgain(now)).isTrue();
    assertThat(other.lookAgain(now)).isFalse();
    spin.end();
    assertThat(other.lookAgain(now)).isTrue();
  }

  private void workAfter(long nanos) {
    spin.idle(now);
    now += nanos;
    spin.found(now);
  }

  private boolean looksFor(long nanos) {
    for (long end = now + nanos; now < end; now += 10 * MICRO) {
      if (!spin.lookAgain(now)) {
        return false;
      }
    }
    return true;
  }
}
