package dev.byway.net;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;

/// How a stream is divided into messages: by four bytes before each piece of one.
public enum Framing {
  /// RFC 5531 §11: the length of a fragment, big-endian, and whether it is the last of its record.
  RECORD_MARKING {
    @Override
    int mark(int length) {
      return length | LAST_FRAGMENT;
    }

    @Override
    int length(int mark) {
      return mark & Integer.MAX_VALUE;
    }

    @Override
    boolean isLast(int mark) {
      return mark < 0;
    }
  },
  /// 9P: the length of the message, little-endian, with these four bytes.
  NINEP {
    @Override
    int mark(int length) {
      return Integer.reverseBytes(length + SendBuffer.MARK);
    }

    @Override
    int length(int mark) throws ErrnoException {
      int length = Integer.reverseBytes(mark);
      if (length < SendBuffer.MARK) {
        throw Errno.EMSGSIZE.exception();
      }
      return length - SendBuffer.MARK;
    }

    @Override
    boolean isLast(int mark) {
      return true;
    }
  };

  private static final int LAST_FRAGMENT = 0x8000_0000;

  /// What stands before a message of so many bytes, as a big-endian number.
  abstract int mark(int length);

  /// @throws ErrnoException EMSGSIZE no length: the stream is lost
  abstract int length(int mark) throws ErrnoException;

  /// Whether the message ends with this piece.
  abstract boolean isLast(int mark);
}
