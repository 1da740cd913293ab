package dev.byway.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.byway.wire.xdr.XdrReader;
import java.nio.ByteBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RoundTripTest {
  private static final int MESSAGES = 300;

  @ParameterizedTest
  @MethodSource("dev.byway.wire.EveryMessage#codecs")
  <T> void whatIsEncodedIsDecodedAgain(Codec<T> codec) throws Exception {
    for (int seed = 0; seed < MESSAGES; seed++) {
      T message = codec.generate().apply(new Values(seed));
      XdrReader reader = new XdrReader(ByteBuffer.wrap(codec.encode(message)));
      assertThat(codec.decoder().decode(reader)).as("seed %d", seed).isEqualTo(message);
      assertThat(reader.remaining()).as("seed %d", seed).isZero();
    }
  }

  @ParameterizedTest
  @MethodSource("dev.byway.wire.EveryMessage#codecs")
  <T> void messagesAreWholeWords(Codec<T> codec) {
    for (int seed = 0; seed < MESSAGES; seed++) {
      assertThat(codec.encodeGenerated(seed).length % 4).as("seed %d", seed).isZero();
    }
  }
}
