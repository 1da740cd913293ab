package dev.byway.wire.nfs4;

import dev.byway.wire.WireException;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrWriter;

/// RECLAIM_COMPLETE, RFC 8881 §18.51.
public final class ReclaimComplete4 {
  private ReclaimComplete4() {}

  public record Args(boolean oneFs) {
    public static Args decode(XdrReader reader) throws WireException {
      return new Args(reader.bool());
    }

    public void encode(XdrWriter writer) {
      writer.bool(oneFs);
    }
  }
}
