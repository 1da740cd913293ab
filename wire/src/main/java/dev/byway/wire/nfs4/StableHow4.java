package dev.byway.wire.nfs4;

import dev.byway.wire.WireException;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrWriter;

/// `stable_how4`, RFC 8881 §18.32, in rising order.
public enum StableHow4 {
  UNSTABLE4,
  DATA_SYNC4,
  FILE_SYNC4;

  private static final StableHow4[] VALUES = values();

  public void encode(XdrWriter writer) {
    writer.int32(ordinal());
  }

  public static StableHow4 decode(XdrReader reader) throws WireException {
    int value = reader.int32();
    if (value < 0 || value >= VALUES.length) {
      throw new WireException("stable_how4 " + value);
    }
    return VALUES[value];
  }
}
