package dev.byway.wire.nlm4;

import dev.byway.wire.WireException;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrWriter;
import java.util.Arrays;
import java.util.HexFormat;

/// `netobj`: bytes of which only their maker knows the meaning. A value with equals and hashCode,
/// fit as a key. Immutable.
public final class Netobj {
  public static final Netobj EMPTY = new Netobj(new byte[0]);

  private final byte[] bytes;

  private Netobj(byte[] bytes) {
    this.bytes = bytes;
  }

  /// Takes the array over: do not change it afterwards.
  public static Netobj of(byte[] bytes) {
    if (bytes.length > Nlm4.MAXNETOBJ_SZ) {
      throw new IllegalArgumentException(bytes.length + " bytes do not fit a netobj");
    }
    return new Netobj(bytes);
  }

  /// The object's own array: read it, never change it.
  public byte[] unsafeBytes() {
    return bytes;
  }

  public static Netobj decode(XdrReader reader) throws WireException {
    return new Netobj(reader.opaque(Nlm4.MAXNETOBJ_SZ));
  }

  public void encode(XdrWriter writer) {
    writer.opaque(bytes);
  }

  @Override
  public boolean equals(Object object) {
    return object instanceof Netobj that && Arrays.equals(bytes, that.bytes);
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
