package dev.byway.wire.localio;

import org.jspecify.annotations.Nullable;

/// The procedures of LOCALIO, in the order of their numbers.
public enum LocalioProcedure {
  NULL,
  UUID_IS_LOCAL;

  private static final LocalioProcedure[] VALUES = values();

  /// The number on the wire.
  public int number() {
    return ordinal();
  }

  /// Null when there is no such procedure: the answer is PROC_UNAVAIL.
  public static @Nullable LocalioProcedure of(int number) {
    return number >= 0 && number < VALUES.length ? VALUES[number] : null;
  }
}
