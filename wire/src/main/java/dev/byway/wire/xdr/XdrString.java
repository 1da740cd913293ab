package dev.byway.wire.xdr;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A `string x<>`, RFC 4506 §4.11: file names, paths, host names. Bytes in no particular encoding,
/// as a peer sent them. Immutable.
public final class XdrString {
  public static final XdrString EMPTY = new XdrString(new byte[0]);

  private final byte[] bytes;

  private XdrString(byte[] bytes) {
    this.bytes = bytes;
  }

  /// Takes the array over: do not change it afterwards.
  public static XdrString of(byte[] bytes) {
    return new XdrString(bytes);
  }

  /// The UTF-8 bytes of a text.
  public static XdrString of(String text) {
    return new XdrString(text.getBytes(StandardCharsets.UTF_8));
  }

  /// Bytes, not characters, and without the padding.
  public int length() {
    return bytes.length;
  }

  /// The string's own array: read it, never change it.
  public byte[] unsafeBytes() {
    return bytes;
  }

  /// Bytes on the wire: the length word, the bytes, the padding.
  public int encodedSize() {
    return Integer.BYTES + XdrReader.padded(bytes.length);
  }

  @Override
  public boolean equals(Object object) {
    return object instanceof XdrString that && Arrays.equals(bytes, that.bytes);
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
