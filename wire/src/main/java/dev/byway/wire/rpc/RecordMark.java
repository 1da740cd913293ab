package dev.byway.wire.rpc;

/// The word before every fragment of a record on a stream, RFC 5531 §11: the high bit is set on a
/// record's last fragment, the other 31 are the fragment's length in bytes.
public final class RecordMark {
  /// Bytes of the mark itself, which its length does not count.
  public static final int SIZE = Integer.BYTES;

  private static final int LAST = 0x8000_0000;

  private RecordMark() {}

  /// The mark of a record sent as one fragment.
  public static int ofLast(int length) {
    return LAST | length;
  }

  public static boolean isLast(int mark) {
    return mark < 0;
  }

  /// Bytes of the fragment, 0 to 2^31-1.
  public static int length(int mark) {
    return mark & ~LAST;
  }
}
