package dev.byway.wire.nlm4;

import dev.byway.wire.WireException;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrWriter;

/// `nlm4_stats`, RFC 1813 §6.3.
public enum Nlm4Stats {
  NLM4_GRANTED,
  NLM4_DENIED,
  /// Out of resources.
  NLM4_DENIED_NOLOCKS,
  /// A GRANTED call will follow.
  NLM4_BLOCKED,
  /// The server waits for locks to be reclaimed; or a lock is reclaimed when it does not.
  NLM4_DENIED_GRACE_PERIOD,
  NLM4_DEADLCK,
  NLM4_ROFS,
  NLM4_STALE_FH,
  /// The range is beyond what the server can lock.
  NLM4_FBIG,
  NLM4_FAILED;

  private static final Nlm4Stats[] VALUES = values();

  public void encode(XdrWriter writer) {
    writer.int32(ordinal());
  }

  /// @throws WireException a number that RFC 1813 does not have
  public static Nlm4Stats decode(XdrReader reader) throws WireException {
    int value = reader.int32();
    if (value < 0 || value >= VALUES.length) {
      throw new WireException("nlm4_stats " + value);
    }
    return VALUES[value];
  }
}
