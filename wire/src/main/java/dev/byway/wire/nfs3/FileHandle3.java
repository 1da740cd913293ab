package dev.byway.wire.nfs3;

import dev.byway.wire.WireException;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrWriter;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// `nfs_fh3`, RFC 1813 §2.6: `opaque data<64>`, of which only the server knows the meaning. A value
/// with equals and hashCode, fit as a key. Immutable.
public final class FileHandle3 {
  private final byte[] bytes;

  private FileHandle3(byte[] bytes) {
    this.bytes = bytes;
  }

  /// Takes the array over: do not change it afterwards.
  ///
  /// @throws IllegalArgumentException over 64 bytes
  public static FileHandle3 of(byte[] bytes) {
    if (bytes.length > Nfs3.NFS3_FHSIZE) {
      throw new IllegalArgumentException(bytes.length + " bytes do not fit a file handle");
    }
    return new FileHandle3(bytes);
  }

  public int length() {
    return bytes.length;
  }

  /// A copy.
  public byte[] bytes() {
    return bytes.clone();
  }

  /// The handle's own array, for codecs: read it, never change it.
  public byte[] unsafeBytes() {
    return bytes;
  }

  /// Bytes on the wire: the length word, the bytes, the padding.
  public int encodedSize() {
    return Integer.BYTES + XdrReader.padded(bytes.length);
  }

  public static FileHandle3 decode(XdrReader reader) throws WireException {
    return new FileHandle3(reader.opaque(Nfs3.NFS3_FHSIZE));
  }

  public void encode(XdrWriter writer) {
    writer.opaque(bytes);
  }

  /// `post_op_fh3`: null for none.
  public static @Nullable FileHandle3 decodePostOp(XdrReader reader) throws WireException {
    return reader.bool() ? decode(reader) : null;
  }

  /// `post_op_fh3`: null for none.
  public static void encodePostOp(XdrWriter writer, @Nullable FileHandle3 handle) {
    writer.bool(handle != null);
    if (handle != null) {
      handle.encode(writer);
    }
  }

  /// Bytes of a `post_op_fh3`.
  public static int postOpSize(@Nullable FileHandle3 handle) {
    return Integer.BYTES + (handle == null ? 0 : handle.encodedSize());
  }

  @Override
  public boolean equals(Object object) {
    return object instanceof FileHandle3 that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /// In hexadecimal.
  @Override
  public String toString() {
    return HexFormat.of().formatHex(bytes);
  }
}
