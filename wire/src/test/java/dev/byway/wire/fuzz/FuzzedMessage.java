package dev.byway.wire.fuzz;

import dev.byway.wire.Codec;
import dev.byway.wire.WireException;
import java.util.Arrays;
import java.util.List;

/// What the fuzz targets do with their input: the first byte picks a message of the family, the
/// rest is decoded as one. Anything but a message or [WireException] is a finding, and so is a
/// message that does not survive being encoded and decoded again.
final class FuzzedMessage {
  private FuzzedMessage() {}

  static void decode(List<Codec<?>> family, byte[] input) {
    if (input.length > 0) {
      Codec<?> codec = family.get((input[0] & 0xff) % family.size());
      decode(codec, Arrays.copyOfRange(input, 1, input.length));
    }
  }

  private static <T> void decode(Codec<T> codec, byte[] bytes) {
    T message;
    try {
      message = codec.decode(bytes);
    } catch (WireException refused) {
      return;
    }
    T again;
    try {
      again = codec.decode(codec.encode(message));
    } catch (WireException e) {
      throw new AssertionError(codec + " does not decode what it encoded: " + message, e);
    }
    if (!message.equals(again)) {
      throw new AssertionError(codec + " became " + again + " from " + message);
    }
  }
}
