package dev.byway.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrWriter;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.function.Consumer;

/// Bytes written down by hand from the RFC, to hold encoders and decoders against.
public final class Golden {
  private Golden() {}

  /// Bytes from hexadecimal digits: white space means nothing, and `#` begins a comment.
  public static ByteBuffer hex(String text) {
    return ByteBuffer.wrap(
        HexFormat.of().parseHex(text.replaceAll("#.*", "").replaceAll("\\s", "")));
  }

  /// That the message is exactly these bytes, both ways.
  public static <T> void assertBothWays(
      T message, Codec.Decoder<T> decoder, Consumer<XdrWriter> encoder, String hex)
      throws WireException {
    assertEncodes(encoder, hex);
    XdrReader reader = new XdrReader(hex(hex));
    assertThat(decoder.decode(reader)).isEqualTo(message);
    assertThat(reader.remaining()).isZero();
  }

  public static void assertEncodes(Consumer<XdrWriter> encoder, String hex) {
    ByteBuffer buffer = ByteBuffer.allocate(4096);
    encoder.accept(new XdrWriter(buffer));
    byte[] bytes = new byte[buffer.flip().remaining()];
    buffer.get(bytes);
    assertThat(bytes)
        .asHexString()
        .isEqualTo(HexFormat.of().withUpperCase().formatHex(hex(hex).array()));
  }
}
