package dev.byway.wire.portmap;

import org.jspecify.annotations.Nullable;

/// The procedures of the port mapper, RFC 1833 §3.2, in the order of their numbers
/// (`PMAPPROC_NULL` is 0).
public enum PmapProcedure {
  NULL,
  SET,
  UNSET,
  GETPORT,
  DUMP,
  /// Calls another program on the caller's behalf: to be refused.
  CALLIT;

  private static final PmapProcedure[] VALUES = values();

  /// The number on the wire.
  public int number() {
    return ordinal();
  }

  /// Null when there is no such procedure: the answer is PROC_UNAVAIL.
  public static @Nullable PmapProcedure of(int number) {
    return number >= 0 && number < VALUES.length ? VALUES[number] : null;
  }
}
