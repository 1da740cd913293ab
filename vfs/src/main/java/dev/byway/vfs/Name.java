package dev.byway.vfs;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// One component of a path: 1 to 255 bytes, without `/` and NUL, in no particular encoding. `.` and
/// `..` are names too; what they mean is up to the call. Immutable.
public final class Name {
  /// NAME_MAX of Linux, in bytes.
  public static final int MAX = 255;

  public static final Name DOT = new Name(new byte[] {'.'});
  public static final Name DOT_DOT = new Name(new byte[] {'.', '.'});

  private final byte[] bytes;

  private Name(byte[] bytes) {
    this.bytes = bytes;
  }

  /// Takes the array over: do not change it afterwards.
  ///
  /// @throws ErrnoException ENAMETOOLONG over 255 bytes; EINVAL when empty or with `/` or NUL
  public static Name of(byte[] bytes) throws ErrnoException {
    if (bytes.length > MAX) {
      throw Errno.ENAMETOOLONG.exception();
    }
    if (bytes.length == 0) {
      throw Errno.EINVAL.exception();
    }
    for (byte b : bytes) {
      if (b == '/' || b == 0) {
        throw Errno.EINVAL.exception();
      }
    }
    return new Name(bytes);
  }

  /// The UTF-8 bytes of a text; errors as for bytes.
  public static Name of(String text) throws ErrnoException {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  public int length() {
    return bytes.length;
  }

  /// A copy.
  public byte[] bytes() {
    return bytes.clone();
  }

  /// The name's own array, for codecs and system calls: read it, never change it.
  public byte[] unsafeBytes() {
    return bytes;
  }

  public boolean isDot() {
    return bytes.length == 1 && bytes[0] == '.';
  }

  public boolean isDotDot() {
    return bytes.length == 2 && bytes[0] == '.' && bytes[1] == '.';
  }

  /// Whether it is `.` or `..`, which no call may create or remove.
  public boolean isSpecial() {
    return isDot() || isDotDot();
  }

  @Override
  public boolean equals(Object object) {
    return object instanceof Name that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /// For people: bytes that are not UTF-8 show as replacement characters.
  @Override
  public String toString() {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
