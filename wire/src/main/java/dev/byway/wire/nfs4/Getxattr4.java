package dev.byway.wire.nfs4;

import dev.byway.wire.WireException;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrString;
import dev.byway.wire.xdr.XdrWriter;
import java.nio.ByteBuffer;

/// GETXATTR, RFC 8276 §8.4.1.
public final class Getxattr4 {
  /// Longest value: what Linux allows.
  public static final int MAX_VALUE = 1 << 16;

  private Getxattr4() {}

  public record Args(XdrString name) {
    public static Args decode(XdrReader reader) throws WireException {
      return new Args(reader.string(Nfs4.MAX_NAME));
    }

    public void encode(XdrWriter writer) {
      writer.string(name);
    }
  }

  public record Ok(ByteBuffer value) {
    public static Ok decode(XdrReader reader) throws WireException {
      return new Ok(reader.opaqueSlice(MAX_VALUE));
    }

    public void encode(XdrWriter writer) {
      writer.opaque(value);
    }
  }
}
