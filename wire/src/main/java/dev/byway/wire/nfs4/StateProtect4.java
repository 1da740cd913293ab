package dev.byway.wire.nfs4;

import dev.byway.wire.WireException;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrWriter;

/// `state_protect4_a`, RFC 8881 §18.35: who may use a client's state. What SP4_SSV would negotiate
/// is read over.
///
/// @param how [#SP4_NONE], [#SP4_MACH_CRED], [#SP4_SSV]
/// @param mustEnforce operations, empty with SP4_NONE
/// @param mustAllow operations, empty with SP4_NONE
public record StateProtect4(int how, Bitmap4 mustEnforce, Bitmap4 mustAllow) {
  public static final int SP4_NONE = 0;
  public static final int SP4_MACH_CRED = 1;
  public static final int SP4_SSV = 2;
  public static final StateProtect4 NONE =
      new StateProtect4(SP4_NONE, Bitmap4.EMPTY, Bitmap4.EMPTY);

  private static final int MAX_ALGORITHMS = 64;
  private static final int MAX_OID = 256;

  public static StateProtect4 decode(XdrReader reader) throws WireException {
    int how = reader.int32();
    if (how == SP4_NONE) {
      return NONE;
    }
    if (how != SP4_MACH_CRED && how != SP4_SSV) {
      throw new WireException("state_protect_how4 " + how);
    }
    StateProtect4 protect = new StateProtect4(how, Bitmap4.decode(reader), Bitmap4.decode(reader));
    if (how == SP4_SSV) {
      passOver(reader);
      passOver(reader);
      reader.int32();
      reader.int32();
    }
    return protect;
  }

  private static void passOver(XdrReader reader) throws WireException {
    for (int left = reader.count(MAX_ALGORITHMS); left > 0; left--) {
      reader.opaqueSlice(MAX_OID);
    }
  }

  /// What a client asks for; of SP4_SSV without any algorithm.
  public void encode(XdrWriter writer) {
    writer.int32(how);
    if (how != SP4_NONE) {
      mustEnforce.encode(writer);
      mustAllow.encode(writer);
    }
    if (how == SP4_SSV) {
      writer.int64(0);
      writer.int64(0);
    }
  }
}
