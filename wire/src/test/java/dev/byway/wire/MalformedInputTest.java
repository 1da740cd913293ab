package dev.byway.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever the bytes are, a decoder answers with a message or [WireException], and takes no more
/// memory than a small multiple of what was sent.
class MalformedInputTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /// What a decoder may allocate: objects that are larger than the few bytes they stand for on the
  /// wire, and class loading.
  private static final int ALLOCATED_PER_BYTE = 16;

  private static final int ALLOCATED_ANYWAY = 256 * 1024;

  private static final int[] BAD_WORDS = {
    -1, Integer.MIN_VALUE, Integer.MAX_VALUE, 0x7fff_fffc, 0x0100_0000, 65_537, 2, 77
  };

  @ParameterizedTest
  @MethodSource("dev.byway.wire.EveryMessage#codecs")
  <T> void messageCutShortAnywhereIsRefused(Codec<T> codec) {
    for (int seed = 0; seed < 20; seed++) {
      byte[] whole = codec.encodeGenerated(seed);
      int step = whole.length < 2000 ? 1 : 7;
      for (int length = 0; length < whole.length; length += step) {
        byte[] cut = Arrays.copyOf(whole, length);
        assertThatExceptionOfType(WireException.class)
            .as("seed %d cut to %d", seed, length)
            .isThrownBy(() -> codec.decode(cut));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("dev.byway.wire.EveryMessage#codecs")
  <T> void anyWordMayBeAnything(Codec<T> codec) {
    for (int seed = 0; seed < 20; seed++) {
      byte[] whole = codec.encodeGenerated(seed);
      int step = whole.length < 2000 ? 4 : 64;
      for (int at = 0; at < whole.length; at += step) {
        for (int word : BAD_WORDS) {
          byte[] bad = whole.clone();
          ByteBuffer.wrap(bad).putInt(at, word);
          decodesOrRefuses(codec, bad);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("dev.byway.wire.EveryMessage#codecs")
  <T> void noiseIsDecodedOrRefused(Codec<T> codec) {
    Random random = new Random(42);
    for (int i = 0; i < 2000; i++) {
      byte[] noise = new byte[random.nextInt(300)];
      // Mostly zeros, so that lengths and enums are sometimes good.
      for (int at = 0; at < noise.length; at++) {
        noise[at] = random.nextInt(4) == 0 ? (byte) random.nextInt() : 0;
      }
      decodesOrRefuses(codec, noise);
    }
  }

  private static <T> void decodesOrRefuses(Codec<T> codec, byte[] bytes) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    try {
      codec.decode(bytes);
    } catch (WireException expected) {
      assertThat(expected).hasMessageNotContainingAny("null");
    }
    long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
    assertThat(allocated)
        .as("allocated for %d bytes", bytes.length)
        .isLessThan(ALLOCATED_ANYWAY + (long) ALLOCATED_PER_BYTE * bytes.length);
  }
}
