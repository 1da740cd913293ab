package dev.byway.vfs;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;

/// Names are bytes, `String`s are not: the two ways between them, without loss.
///
/// What is UTF-8 reads as such. Every other byte `0x80` to `0xff` becomes the lone surrogate
/// `U+DC80` to `U+DCFF`, which no UTF-8 text contains, and back again: PEP 383's `surrogateescape`.
public final class PathText {
  private static final int ESCAPE = 0xdc00;

  private PathText() {}

  /// The text of a name, or of a path.
  public static String of(byte[] bytes) {
    for (byte b : bytes) {
      if (b < 0) {
        return decode(bytes);
      }
    }
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private static String decode(byte[] bytes) {
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    CoderResult result = decoder.decode(in, out, true);
    while (result.isError()) {
      for (int i = 0; i < result.length(); i++) {
        out.put((char) (ESCAPE | in.get() & 0xff));
      }
      result = decoder.reset().decode(in, out, true);
    }
    return out.flip().toString();
  }

  /// The bytes that a text stands for.
  ///
  /// @throws InvalidPathException NUL, or a surrogate that stands for nothing
  public static byte[] bytes(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0) {
        throw new InvalidPathException(text, "NUL in a path", i);
      }
      if (Character.isSurrogate(c)) {
        return encode(text);
      }
    }
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] encode(String text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(text.length() + 16);
    for (int i = 0; i < text.length(); ) {
      int point = text.codePointAt(i);
      if (point == 0) {
        throw new InvalidPathException(text, "NUL in a path", i);
      }
      if (point >= (ESCAPE | 0x80) && point <= (ESCAPE | 0xff)) {
        out.write(point & 0xff);
      } else if (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE) {
        throw new InvalidPathException(text, "half a character", i);
      } else {
        out.writeBytes(Character.toString(point).getBytes(StandardCharsets.UTF_8));
      }
      i += Character.charCount(point);
    }
    return out.toByteArray();
  }
}
