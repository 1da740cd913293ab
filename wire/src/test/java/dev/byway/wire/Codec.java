package dev.byway.wire;

import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrWriter;
import java.nio.ByteBuffer;
import java.util.function.BiConsumer;
import java.util.function.Function;

/// One kind of message for the tests that hold for all: how to make one up, encode and decode it.
///
/// @param name as the RFC calls it
public record Codec<T>(
    String name,
    Function<Values, T> generate,
    BiConsumer<T, XdrWriter> encoder,
    Decoder<T> decoder) {
  /// Most bytes of any message that [#generate] makes up.
  private static final int MAX_SIZE = 1 << 20;

  /// What a message's `decode` looks like.
  @FunctionalInterface
  public interface Decoder<T> {
    T decode(XdrReader reader) throws WireException;
  }

  public byte[] encode(T message) {
    ByteBuffer buffer = ByteBuffer.allocate(MAX_SIZE);
    encoder.accept(message, new XdrWriter(buffer));
    byte[] bytes = new byte[buffer.flip().remaining()];
    buffer.get(bytes);
    return bytes;
  }

  public byte[] encodeGenerated(long seed) {
    return encode(generate.apply(new Values(seed)));
  }

  public T decode(byte[] bytes) throws WireException {
    return decoder.decode(new XdrReader(ByteBuffer.wrap(bytes)));
  }

  @Override
  public String toString() {
    return name;
  }
}
