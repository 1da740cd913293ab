package dev.byway.vfs;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// The name of an extended attribute with its namespace, as xattr(7) has it (`user.comment`): 1 to
/// 255 bytes without NUL, in no particular encoding. Immutable.
public final class XattrName {
  /// XATTR_NAME_MAX of Linux, in bytes.
  public static final int MAX = 255;

  private static final byte[] USER = "user.".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] ACL = "system.posix_acl_".getBytes(StandardCharsets.US_ASCII);

  private final byte[] bytes;

  private XattrName(byte[] bytes) {
    this.bytes = bytes;
  }

  /// Takes the array over: do not change it afterwards.
  ///
  /// @throws ErrnoException ERANGE when empty or over 255 bytes; EINVAL with NUL
  public static XattrName of(byte[] bytes) throws ErrnoException {
    if (bytes.length == 0 || bytes.length > MAX) {
      throw Errno.ERANGE.exception();
    }
    for (byte b : bytes) {
      if (b == 0) {
        throw Errno.EINVAL.exception();
      }
    }
    return new XattrName(bytes);
  }

  /// The UTF-8 bytes of a text; errors as for bytes.
  public static XattrName of(String text) throws ErrnoException {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  /// The name's own array, for codecs and system calls: read it, never change it.
  public byte[] unsafeBytes() {
    return bytes;
  }

  public int length() {
    return bytes.length;
  }

  /// Whether it is anybody's own to choose: `user.` and something after that.
  public boolean isUser() {
    return startsWith(USER);
  }

  /// Whether it is a file's POSIX access list, in the kernel's own form (acl(5)).
  public boolean isAcl() {
    return startsWith(ACL);
  }

  private boolean startsWith(byte[] prefix) {
    return bytes.length > prefix.length
        && Arrays.equals(bytes, 0, prefix.length, prefix, 0, prefix.length);
  }

  @Override
  public boolean equals(Object object) {
    return object instanceof XattrName that && Arrays.equals(bytes, that.bytes);
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
