package dev.byway.client.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RangesTest {
  /// Few places, so that intervals meet, touch and swallow each other.
  private static final int[] PLACES = {0, 1, 2, 5, 6, 7, 100, 101, 4096, 8192, 16_383, Page.SIZE};

  @Test
  void rangesAreLikeASetOfBits() {
    long seed = Long.getLong("byway.seed", System.nanoTime());
    var random = new Random(seed);
    Ranges ranges = Ranges.NONE;
    var bits = new BitSet();
    for (int i = 0; i < 5000; i++) {
      int one = PLACES[random.nextInt(PLACES.length)];
      int other = PLACES[random.nextInt(PLACES.length)];
      int from = Math.min(one, other);
      int to = Math.max(one, other);
      Ranges before = ranges;
      String was = before.toString();
      boolean add = random.nextBoolean();
      ranges = add ? ranges.plus(from, to) : ranges.minus(from, to);
      bits.set(from, to, add);
      assertThat(before).as("immutable").hasToString(was);
      assertSame(ranges, bits, "with -Dbyway.seed=" + seed + " after step " + i);
    }
  }

  private static void assertSame(Ranges ranges, BitSet bits, String what) {
    assertThat(ranges.isEmpty()).as(what).isEqualTo(bits.isEmpty());
    for (int place : PLACES) {
      int next = bits.nextSetBit(place);
      assertThat(ranges.next(place)).as(what).isEqualTo(next < 0 ? Page.SIZE : next);
      assertThat(ranges.endOfRun(place)).as(what).isEqualTo(bits.nextClearBit(place));
    }
    for (int i = 0; i < ranges.count(); i++) {
      assertThat(ranges.from(i)).as(what).isLessThan(ranges.to(i));
      assertThat(i > 0 && ranges.to(i - 1) >= ranges.from(i)).as(what).isFalse();
    }
  }

  @Test
  void setsAreAddedAndTakenAway() {
    Ranges some = Ranges.NONE.plus(0, 10).plus(20, 30);
    Ranges others = Ranges.NONE.plus(5, 25);
    assertThat(some.plus(others)).isEqualTo(Ranges.NONE.plus(0, 30));
    assertThat(some.minus(others)).isEqualTo(Ranges.NONE.plus(0, 5).plus(25, 30));
    assertThat(some.minus(some)).isSameAs(Ranges.NONE);
  }
}
