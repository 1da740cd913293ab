package dev.byway.vfs;

import java.io.ByteArrayOutputStream;

/// Bytes in URLs, RFC 3986 §2.1: `%ff` is the byte 0xff, whether or not it is part of any text.
public final class PercentEscapes {
  private static final String PLAIN_PUNCTUATION = "-._~!$&'()*+,;=:@/";

  private PercentEscapes() {}

  /// The bytes that a part of a URL stands for; what is not escaped is as in [PathText].
  ///
  /// @throws IllegalArgumentException a percent sign without two hexadecimal digits; half a
  ///     character
  public static byte[] bytes(String escaped) {
    byte[] raw = PathText.bytes(escaped);
    ByteArrayOutputStream out = new ByteArrayOutputStream(raw.length);
    for (int i = 0; i < raw.length; i++) {
      if (raw[i] == '%') {
        out.write(digit(raw, i + 1) << 4 | digit(raw, i + 2));
        i += 2;
      } else {
        out.write(raw[i]);
      }
    }
    return out.toByteArray();
  }

  private static int digit(byte[] raw, int at) {
    int digit = at < raw.length ? Character.digit(raw[at], 16) : -1;
    if (digit < 0) {
      throw new IllegalArgumentException("no two hexadecimal digits after %");
    }
    return digit;
  }

  /// Writes bytes with all escaped that is not a letter, a digit, or punctuation that means itself
  /// in a path.
  ///
  /// @param unlike punctuation that is escaped as well
  public static void append(byte[] bytes, String unlike, StringBuilder out) {
    for (byte b : bytes) {
      char c = (char) (b & 0xff);
      boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
      if (letter || (PLAIN_PUNCTUATION.indexOf(c) >= 0 && unlike.indexOf(c) < 0)) {
        out.append(c);
      } else {
        append(b, out);
      }
    }
  }

  /// Writes one byte escaped.
  public static void append(byte b, StringBuilder out) {
    out.append('%')
        .append(Character.toUpperCase(Character.forDigit(b >> 4 & 15, 16)))
        .append(Character.toUpperCase(Character.forDigit(b & 15, 16)));
  }
}
