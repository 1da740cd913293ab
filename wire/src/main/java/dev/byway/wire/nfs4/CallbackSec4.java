package dev.byway.wire.nfs4;

import dev.byway.wire.WireException;
import dev.byway.wire.rpc.AuthSys;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `callback_sec_parms4`, RFC 8881 §18.33: a credential that the server may use when it calls back.
/// Of RPCSEC_GSS only the flavor is kept.
///
/// @param flavor AUTH_NONE 0, AUTH_SYS 1, RPCSEC_GSS 6
/// @param sys the credential of AUTH_SYS
public record CallbackSec4(int flavor, @Nullable AuthSys sys) {
  private static final int AUTH_NONE = 0;
  private static final int AUTH_SYS = 1;
  private static final int RPCSEC_GSS = 6;
  private static final int MAX = 16;
  private static final int MAX_HANDLE = 1024;

  public static List<CallbackSec4> decodeAll(XdrReader reader) throws WireException {
    int count = reader.count(MAX);
    List<CallbackSec4> all = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      all.add(decode(reader));
    }
    return all;
  }

  private static CallbackSec4 decode(XdrReader reader) throws WireException {
    int flavor = reader.int32();
    switch (flavor) {
      case AUTH_NONE -> {
        return new CallbackSec4(flavor, null);
      }
      case AUTH_SYS -> {
        return new CallbackSec4(flavor, AuthSys.decode(reader));
      }
      case RPCSEC_GSS -> {
        reader.int32();
        reader.opaqueSlice(MAX_HANDLE);
        reader.opaqueSlice(MAX_HANDLE);
        return new CallbackSec4(flavor, null);
      }
      default -> throw new WireException("callback flavor " + flavor);
    }
  }

  public static void encodeAll(XdrWriter writer, List<CallbackSec4> all) {
    writer.int32(all.size());
    for (CallbackSec4 each : all) {
      writer.int32(each.flavor);
      if (each.sys != null) {
        each.sys.encode(writer);
      }
      if (each.flavor == RPCSEC_GSS) {
        writer.int32(0);
        writer.int64(0);
      }
    }
  }
}
