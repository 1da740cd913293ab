package dev.byway.wire.nfs4;

import dev.byway.wire.WireException;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrWriter;

/// `bitmap4`, RFC 8881 §3.3.7 (`uint32_t bitmap4<>`): a set of small numbers, bit `n` of word `n /
/// 32`. Holds three words, which is all that is assigned; of those beyond it only remembers whether
/// any bit was set.
///
/// @param more some bit beyond the third word is set
public record Bitmap4(int word0, int word1, int word2, boolean more) {
  public static final Bitmap4 EMPTY = new Bitmap4(0, 0, 0, false);

  /// Most bytes on the wire of one without `more`.
  public static final int MAX_SIZE = 4 * Integer.BYTES;

  /// The set of these numbers, each below 96.
  public static Bitmap4 of(int... numbers) {
    Bitmap4 set = EMPTY;
    for (int each : numbers) {
      set = set.with(each);
    }
    return set;
  }

  public Bitmap4 with(int number) {
    int bit = 1 << number;
    return switch (number >>> 5) {
      case 0 -> new Bitmap4(word0 | bit, word1, word2, more);
      case 1 -> new Bitmap4(word0, word1 | bit, word2, more);
      case 2 -> new Bitmap4(word0, word1, word2 | bit, more);
      default -> throw new IllegalArgumentException("bit " + number);
    };
  }

  public Bitmap4 without(int number) {
    return has(number) ? minus(of(number)) : this;
  }

  /// Whether this number, below 96, is in the set.
  public boolean has(int number) {
    return (word(number >>> 5) >>> number & 1) != 0;
  }

  /// One of the three words.
  public int word(int index) {
    return index == 0 ? word0 : index == 1 ? word1 : word2;
  }

  public Bitmap4 and(Bitmap4 other) {
    return new Bitmap4(
        word0 & other.word0, word1 & other.word1, word2 & other.word2, more && other.more);
  }

  public Bitmap4 minus(Bitmap4 other) {
    return new Bitmap4(
        word0 & ~other.word0, word1 & ~other.word1, word2 & ~other.word2, more && !other.more);
  }

  public boolean isEmpty() {
    return (word0 | word1 | word2) == 0 && !more;
  }

  public static Bitmap4 decode(XdrReader reader) throws WireException {
    int words = reader.count(Nfs4.MAX_BITMAP_WORDS);
    int word0 = words > 0 ? reader.int32() : 0;
    int word1 = words > 1 ? reader.int32() : 0;
    int word2 = words > 2 ? reader.int32() : 0;
    int beyond = 0;
    for (int i = 3; i < words; i++) {
      beyond |= reader.int32();
    }
    return new Bitmap4(word0, word1, word2, beyond != 0);
  }

  /// As few words as hold it.
  public void encode(XdrWriter writer) {
    int words = more ? 4 : word2 != 0 ? 3 : word1 != 0 ? 2 : word0 != 0 ? 1 : 0;
    writer.int32(words);
    for (int i = 0; i < Math.min(words, 3); i++) {
      writer.int32(word(i));
    }
    if (more) {
      writer.int32(1);
    }
  }
}
