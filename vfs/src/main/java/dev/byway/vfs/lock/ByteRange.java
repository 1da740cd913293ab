package dev.byway.vfs.lock;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;

/// Bytes of a file, whether it is that long or not; never empty.
///
/// @param first the first byte, not negative
/// @param last the last byte, itself included; [Long#MAX_VALUE]: however long the file grows
public record ByteRange(long first, long last) {
  /// The whole file: what flock(2) locks.
  public static final ByteRange ALL = new ByteRange(0, Long.MAX_VALUE);

  public ByteRange {
    if (first < 0 || last < first) {
      throw new IllegalArgumentException("no range: " + first + " to " + last);
    }
  }

  /// The range as protocols tell it.
  ///
  /// @param length bytes; 0: to the end, as in `struct flock`
  /// @throws ErrnoException EINVAL negative; EOVERFLOW the last byte is beyond any file
  public static ByteRange of(long offset, long length) throws ErrnoException {
    if (offset < 0 || length < 0) {
      throw Errno.EINVAL.exception();
    }
    if (length == 0) {
      return new ByteRange(offset, Long.MAX_VALUE);
    }
    if (length - 1 > Long.MAX_VALUE - offset) {
      throw Errno.EOVERFLOW.exception();
    }
    return new ByteRange(offset, offset + length - 1);
  }

  /// As [#of] takes it: 0 where the range has no end.
  public long length() {
    return isEndless() ? 0 : last - first + 1;
  }

  public boolean isEndless() {
    return last == Long.MAX_VALUE;
  }

  public boolean overlaps(ByteRange other) {
    return first <= other.last && other.first <= last;
  }
}
