package dev.byway.wire.nfs4;

import dev.byway.wire.WireException;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrWriter;

/// `nfstime4`, RFC 8881 §3.3.1: since 1970-01-01 UTC.
///
/// @param seconds signed
/// @param nseconds unsigned; below 1,000,000,000 from a peer that keeps the rules, which the
///     decoder does not check
public record NfsTime4(long seconds, int nseconds) {
  /// Bytes on the wire.
  public static final int SIZE = 12;

  private static final int SECOND = 1_000_000_000;

  /// Whether `nseconds` is below a second.
  public boolean isValid() {
    return nseconds >= 0 && nseconds < SECOND;
  }

  public static NfsTime4 decode(XdrReader reader) throws WireException {
    return new NfsTime4(reader.int64(), reader.int32());
  }

  public void encode(XdrWriter writer) {
    writer.int64(seconds);
    writer.int32(nseconds);
  }

  /// From nanoseconds since 1970, without an object.
  public static void encode(XdrWriter writer, long nanos) {
    writer.int64(Math.floorDiv(nanos, (long) SECOND));
    writer.int32((int) Math.floorMod(nanos, (long) SECOND));
  }
}
