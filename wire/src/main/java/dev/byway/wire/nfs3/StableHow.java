package dev.byway.wire.nfs3;

import dev.byway.wire.WireException;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrWriter;

/// `stable_how`, RFC 1813 §3.3.7, in the order of its numbers.
public enum StableHow {
  UNSTABLE,
  DATA_SYNC,
  FILE_SYNC;

  private static final StableHow[] VALUES = values();

  public void encode(XdrWriter writer) {
    writer.int32(ordinal());
  }

  public static StableHow decode(XdrReader reader) throws WireException {
    int value = reader.int32();
    if (value < 0 || value >= VALUES.length) {
      throw new WireException("stable_how " + value);
    }
    return VALUES[value];
  }
}
