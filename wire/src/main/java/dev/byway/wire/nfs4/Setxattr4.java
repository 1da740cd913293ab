package dev.byway.wire.nfs4;

import dev.byway.wire.WireException;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrString;
import dev.byway.wire.xdr.XdrWriter;
import java.nio.ByteBuffer;

/// SETXATTR, RFC 8276 §8.4.2.
public final class Setxattr4 {
  /// `SETXATTR4_EITHER`.
  public static final int EITHER = 0;

  /// `SETXATTR4_CREATE`.
  public static final int CREATE = 1;

  /// `SETXATTR4_REPLACE`.
  public static final int REPLACE = 2;

  private Setxattr4() {}

  /// @param option [#EITHER], [#CREATE], [#REPLACE]
  /// @param value after decoding, a view of the message
  public record Args(int option, XdrString name, ByteBuffer value) {
    public static Args decode(XdrReader reader) throws WireException {
      return new Args(
          reader.int32(), reader.string(Nfs4.MAX_NAME), reader.opaqueSlice(Getxattr4.MAX_VALUE));
    }

    public void encode(XdrWriter writer) {
      writer.int32(option);
      writer.string(name);
      writer.opaque(value);
    }
  }

  public record Ok(ChangeInfo4 cinfo) {
    public static Ok decode(XdrReader reader) throws WireException {
      return new Ok(ChangeInfo4.decode(reader));
    }

    public void encode(XdrWriter writer) {
      cinfo.encode(writer);
    }
  }
}
