package dev.byway.wire.nfs4;

import dev.byway.wire.WireException;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrWriter;

/// ACCESS, RFC 8881 §18.1: what the caller may do.
public final class Access4 {
  private Access4() {}

  /// @param access bits as those of NFSv3, and the XA ones of RFC 8276 §8.5
  public record Args(int access) {
    public static Args decode(XdrReader reader) throws WireException {
      return new Args(reader.int32());
    }

    public void encode(XdrWriter writer) {
      writer.int32(access);
    }
  }

  /// @param supported bits that the server can tell of
  public record Ok(int supported, int access) {
    public static Ok decode(XdrReader reader) throws WireException {
      return new Ok(reader.int32(), reader.int32());
    }

    public void encode(XdrWriter writer) {
      writer.int32(supported);
      writer.int32(access);
    }
  }
}
