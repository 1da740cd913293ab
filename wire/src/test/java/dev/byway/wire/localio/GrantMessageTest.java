package dev.byway.wire.localio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.byway.wire.WireException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GrantMessageTest {
  static Stream<GrantMessage> everyKind() {
    return Stream.of(
        new GrantMessage.Hello(1, new UUID(1, 2)),
        new GrantMessage.Welcome(256),
        new GrantMessage.Refused(7, 13, "because"),
        new GrantMessage.OpenLocal(7, new byte[62], -2, 65534, new int[16], 3),
        new GrantMessage.Granted(7, 3, 9),
        new GrantMessage.Release(3, 9),
        new GrantMessage.Recall(3, 9, "the export is gone"),
        new GrantMessage.Goodbye("the server stops"));
  }

  @ParameterizedTest
  @MethodSource("everyKind")
  void whatIsEncodedIsDecoded(GrantMessage message) throws Exception {
    ByteBuffer packet = message.encode();
    assertThat(packet.remaining()).isLessThanOrEqualTo(GrantMessage.BYTES_MAX);
    assertThat(GrantMessage.decode(packet)).usingRecursiveComparison().isEqualTo(message);
  }

  @ParameterizedTest
  @MethodSource("everyKind")
  void everyCutAndEveryExtraByteIsAWireException(GrantMessage message) {
    ByteBuffer packet = message.encode();
    for (int length = 0; length < packet.limit(); length++) {
      ByteBuffer cut = packet.slice(0, length);
      assertThatThrownBy(() -> GrantMessage.decode(cut)).isInstanceOf(WireException.class);
    }
    ByteBuffer longer = ByteBuffer.allocate(packet.limit() + 4).put(packet).rewind();
    assertThatThrownBy(() -> GrantMessage.decode(longer)).isInstanceOf(WireException.class);
  }

  @Test
  void theFormatDoesNotChangeUnnoticed() {
    var message = new GrantMessage.OpenLocal(7, new byte[] {1, 2, 3}, 1000, 100, new int[] {5}, 2);
    assertThat(HexFormat.of().formatHex(bytes(message.encode())))
        .isEqualTo(
            "0000000400000007"
                + "0000000301020300"
                + "000003e800000064"
                + "0000000100000005"
                + "00000002");
  }

  @Test
  void anyReasonFits() throws Exception {
    var message = new GrantMessage.Refused(1, 1, "ü".repeat(1000));
    var decoded = (GrantMessage.Refused) GrantMessage.decode(message.encode());
    assertThat(decoded.reason()).startsWith("ü".repeat(100));
  }

  @Test
  void noiseIsAMessageOrAWireException() {
    Random random = new Random(1);
    int refused = 0;
    for (int i = 0; i < 100_000; i++) {
      byte[] noise = new byte[random.nextInt(64)];
      random.nextBytes(noise);
      if (noise.length > 3) {
        noise[0] = noise[1] = noise[2] = 0;
        noise[3] = (byte) random.nextInt(10);
      }
      try {
        GrantMessage.decode(ByteBuffer.wrap(noise));
      } catch (WireException e) {
        refused++;
      }
    }
    assertThat(refused).isPositive();
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }
}
