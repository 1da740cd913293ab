package dev.byway.wire.nfs3;

import dev.byway.wire.WireException;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrWriter;

/// `nfstime3`, RFC 1813 §2.6: since 1970-01-01 UTC. Reaches from 1970 to 2106.
///
/// @param seconds unsigned
/// @param nseconds unsigned; below 1,000,000,000 from a peer that keeps the rules, which the
///     decoder does not check
public record NfsTime3(int seconds, int nseconds) {
  /// Bytes on the wire.
  public static final int SIZE = 2 * Integer.BYTES;

  private static final long SECOND = 1_000_000_000L;
  private static final long LAST_SECOND = 0xffff_ffffL;

  /// From nanoseconds since 1970; what lies before 1970 or after 2106 becomes the nearest time that
  /// there is.
  public static NfsTime3 ofNanos(long nanos) {
    if (nanos < 0) {
      return new NfsTime3(0, 0);
    }
    long seconds = nanos / SECOND;
    return seconds > LAST_SECOND
        ? new NfsTime3(-1, (int) (SECOND - 1))
        : new NfsTime3((int) seconds, (int) (nanos % SECOND));
  }

  /// Nanoseconds since 1970.
  public long toNanos() {
    return Integer.toUnsignedLong(seconds) * SECOND + Integer.toUnsignedLong(nseconds);
  }

  /// Whether `nseconds` is below a second.
  public boolean isValid() {
    return nseconds >= 0 && nseconds < SECOND;
  }

  public static NfsTime3 decode(XdrReader reader) throws WireException {
    return new NfsTime3(reader.int32(), reader.int32());
  }

  public void encode(XdrWriter writer) {
    writer.int32(seconds);
    writer.int32(nseconds);
  }
}
