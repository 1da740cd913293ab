package dev.byway.wire.nfs4;

import dev.byway.wire.WireException;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrWriter;
import java.util.Arrays;
import java.util.HexFormat;

/// `nfs_fh4`, RFC 8881 §3.3.1: `opaque nfs_fh4<128>`, of which only the server knows the meaning. A
/// value with equals and hashCode. Immutable.
public final class FileHandle4 {
  private final byte[] bytes;

  private FileHandle4(byte[] bytes) {
    this.bytes = bytes;
  }

  /// Takes the array over: do not change it afterwards.
  ///
  /// @throws IllegalArgumentException over 128 bytes
  public static FileHandle4 of(byte[] bytes) {
    if (bytes.length > Nfs4.NFS4_FHSIZE) {
      throw new IllegalArgumentException(bytes.length + " bytes do not fit a file handle");
    }
    return new FileHandle4(bytes);
  }

  /// The handle's own array, for codecs: read it, never change it.
  public byte[] unsafeBytes() {
    return bytes;
  }

  public static FileHandle4 decode(XdrReader reader) throws WireException {
    return new FileHandle4(reader.opaque(Nfs4.NFS4_FHSIZE));
  }

  public void encode(XdrWriter writer) {
    writer.opaque(bytes);
  }

  @Override
  public boolean equals(Object object) {
    return object instanceof FileHandle4 that && Arrays.equals(bytes, that.bytes);
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
