package dev.byway.net;

import java.nio.ByteBuffer;
import java.util.Random;

/// Records that can be told from one another, and of which every byte can be checked: a key, then
/// bytes that follow from it. A record without room for the key is empty.
final class Pattern {
  private Pattern() {}

  static byte[] record(int key, int length) {
    byte[] bytes = new byte[length];
    if (length >= Integer.BYTES) {
      new Random(key).nextBytes(bytes);
      ByteBuffer.wrap(bytes).putInt(0, key);
    }
    return bytes;
  }

  /// Mostly small, some up to `max`.
  static int length(Random random, int max) {
    int length = random.nextInt(1 + random.nextInt(1, max));
    length = random.nextInt(3) == 0 ? length : length >> random.nextInt(4, 16);
    return length < Integer.BYTES ? 0 : length;
  }

  /// Whether the record, from position to limit, is as it was made.
  static boolean holds(ByteBuffer record) {
    if (record.remaining() < Integer.BYTES) {
      return !record.hasRemaining();
    }
    int key = record.getInt(record.position());
    return ByteBuffer.wrap(record(key, record.remaining())).equals(record);
  }
}
