package dev.byway.wire.nfs3;

import dev.byway.wire.WireException;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrWriter;
import org.jspecify.annotations.Nullable;

/// `wcc_data`, RFC 1813 §2.6, weak cache consistency: a file before and after an operation.
/// `before` is only there when nobody could have come between the two.
public record WccData(@Nullable WccAttr before, @Nullable Fattr3 after) {
  /// Nothing known.
  public static final WccData NONE = new WccData(null, null);

  /// Most bytes on the wire.
  public static final int MAX_SIZE =
      Integer.BYTES + Long.BYTES + 2 * NfsTime3.SIZE + Fattr3.POST_OP_SIZE;

  public static WccData decode(XdrReader reader) throws WireException {
    WccAttr before = reader.bool() ? WccAttr.decode(reader) : null;
    return new WccData(before, Fattr3.decodePostOp(reader));
  }

  public void encode(XdrWriter writer) {
    writer.bool(before != null);
    if (before != null) {
      before.encode(writer);
    }
    Fattr3.encodePostOp(writer, after);
  }
}
