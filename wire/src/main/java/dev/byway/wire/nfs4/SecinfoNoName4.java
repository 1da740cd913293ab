package dev.byway.wire.nfs4;

import dev.byway.wire.WireException;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrWriter;
import java.util.ArrayList;
import java.util.List;

/// SECINFO_NO_NAME, RFC 8881 §18.45: by which flavors the current handle, or its parent, may be
/// used.
public final class SecinfoNoName4 {
  /// `SECINFO_STYLE4_CURRENT_FH`.
  public static final int CURRENT_FH = 0;

  /// `SECINFO_STYLE4_PARENT`.
  public static final int PARENT = 1;

  private SecinfoNoName4() {}

  public record Args(int style) {
    public static Args decode(XdrReader reader) throws WireException {
      return new Args(reader.int32());
    }

    public void encode(XdrWriter writer) {
      writer.int32(style);
    }
  }

  /// @param flavors RPC's numbers, without RPCSEC_GSS, which says more of itself
  public record Ok(List<Integer> flavors) {
    private static final int RPCSEC_GSS = 6;
    private static final int MAX = 32;

    public static Ok decode(XdrReader reader) throws WireException {
      int count = reader.count(MAX);
      List<Integer> flavors = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        int flavor = reader.int32();
        if (flavor == RPCSEC_GSS) {
          throw new WireException("RPCSEC_GSS is not spoken");
        }
        flavors.add(flavor);
      }
      return new Ok(flavors);
    }

    public void encode(XdrWriter writer) {
      writer.int32(flavors.size());
      for (int each : flavors) {
        writer.int32(each);
      }
    }
  }
}
