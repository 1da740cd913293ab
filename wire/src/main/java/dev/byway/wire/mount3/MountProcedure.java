package dev.byway.wire.mount3;

import org.jspecify.annotations.Nullable;

/// The procedures of MOUNT, RFC 1813 §5.2, in the order of their numbers.
public enum MountProcedure {
  NULL,
  MNT,
  DUMP,
  UMNT,
  UMNTALL,
  EXPORT;

  private static final MountProcedure[] VALUES = values();

  /// The number on the wire.
  public int number() {
    return ordinal();
  }

  /// Null when there is no such procedure: the answer is PROC_UNAVAIL.
  public static @Nullable MountProcedure of(int number) {
    return number >= 0 && number < VALUES.length ? VALUES[number] : null;
  }
}
