package dev.byway.wire.ninep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.management.ThreadMXBean;
import dev.byway.wire.Values;
import dev.byway.wire.WireException;
import dev.byway.wire.ninep.NinepMessages.Kind;
import dev.byway.wire.xdr.XdrString;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What holds for all messages: as [dev.byway.wire.MalformedInputTest] for those in XDR.
class NinepMessageTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int ALLOCATED_PER_BYTE = 40;
  private static final int ALLOCATED_ANYWAY = 256 * 1024;
  private static final int[] BAD_WORDS = {-1, Integer.MIN_VALUE, Integer.MAX_VALUE, 0xffff, 17};

  @ParameterizedTest
  @MethodSource("dev.byway.wire.ninep.NinepMessages#kinds")
  void whatIsEncodedIsDecodedAgain(Kind kind) throws Exception {
    for (int seed = 0; seed < 100; seed++) {
      Message message = NinepMessages.generate(kind.type(), kind.dialect(), new Values(seed));
      assertThat(message.kind()).isEqualTo(kind.type());
      assertThat(kind.decode(kind.encode(message))).as("seed %d", seed).isEqualTo(message);
    }
  }

  @ParameterizedTest
  @MethodSource("dev.byway.wire.ninep.NinepMessages#kinds")
  void messageCutShortOrDrawnOutIsRefused(Kind kind) {
    for (int seed = 0; seed < 10; seed++) {
      byte[] whole = kind.encodeGenerated(seed);
      int step = whole.length < 2000 ? 1 : 97;
      for (int length = 0; length < whole.length; length += step) {
        refused(kind, Arrays.copyOf(whole, length));
      }
      refused(kind, Arrays.copyOf(whole, whole.length + 1));
    }
  }

  private static void refused(Kind kind, byte[] bytes) {
    assertThatExceptionOfType(WireException.class).isThrownBy(() -> kind.decode(bytes));
  }

  @ParameterizedTest
  @MethodSource("dev.byway.wire.ninep.NinepMessages#kinds")
  void anyWordMayBeAnything(Kind kind) {
    for (int seed = 0; seed < 10; seed++) {
      byte[] whole = kind.encodeGenerated(seed);
      int step = whole.length < 500 ? 1 : 61;
      for (int at = 0; at + 4 <= whole.length; at += step) {
        for (int word : BAD_WORDS) {
          byte[] bad = whole.clone();
          ByteBuffer.wrap(bad).putInt(at, word);
          decodesOrRefuses(kind, bad);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("dev.byway.wire.ninep.NinepMessages#kinds")
  void noiseIsDecodedOrRefused(Kind kind) {
    Random random = new Random(42);
    for (int i = 0; i < 1000; i++) {
      byte[] noise = new byte[random.nextInt(200)];
      for (int at = 0; at < noise.length; at++) {
        noise[at] = random.nextInt(4) == 0 ? (byte) random.nextInt() : 0;
      }
      decodesOrRefuses(kind, noise);
    }
  }

  private static void decodesOrRefuses(Kind kind, byte[] bytes) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    try {
      kind.decode(bytes);
    } catch (WireException expected) {
      assertThat(expected).hasMessageNotContaining("null");
    }
    assertThat(THREADS.getCurrentThreadAllocatedBytes() - before)
        .as("allocated for %d bytes", bytes.length)
        .isLessThan(ALLOCATED_ANYWAY + (long) ALLOCATED_PER_BYTE * bytes.length);
  }

  @Test
  void answersHaveTheNextNumber() {
    for (MessageType each : MessageType.values()) {
      boolean error = each == MessageType.RLERROR || each == MessageType.RERROR;
      if (each.name().startsWith("R") && !error) {
        MessageType asked = Objects.requireNonNull(MessageType.of(each.number() - 1));
        assertThat(asked.text().substring(1)).isEqualTo(each.text().substring(1));
      }
    }
    assertThat(MessageType.of(0)).isNull();
    assertThat(MessageType.of(255)).isNull();
  }

  @Test
  void unknownSuffixFallsBackToThePlainVersion() {
    assertThat(Dialect.asked(XdrString.of("9P2000.L"))).isEqualTo(Dialect.L);
    assertThat(Dialect.asked(XdrString.of("9P2000.u"))).isEqualTo(Dialect.U);
    assertThat(Dialect.asked(XdrString.of("9P2000"))).isEqualTo(Dialect.LEGACY);
    assertThat(Dialect.asked(XdrString.of("9P2000.e"))).isEqualTo(Dialect.LEGACY);
    assertThat(Dialect.asked(XdrString.of("9P1998"))).isNull();
    assertThat(Dialect.asked(XdrString.of("unknown"))).isNull();
  }
}
