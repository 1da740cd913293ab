package dev.byway.wire.portmap;

import org.jspecify.annotations.Nullable;

/// The procedures of rpcbind, RFC 1833 §2.2, in the order of their numbers (`RPCBPROC_NULL` is 0).
/// Version 3 ends with [#TADDR2UADDR]. Those after [#DUMP] are known only by name.
public enum RpcbProcedure {
  NULL,
  SET,
  UNSET,
  GETADDR,
  DUMP,
  /// Calls another program on the caller's behalf: to be refused. `BCAST` in version 4.
  CALLIT,
  GETTIME,
  UADDR2TADDR,
  TADDR2UADDR,
  GETVERSADDR,
  INDIRECT,
  GETADDRLIST,
  GETSTAT;

  private static final RpcbProcedure[] VALUES = values();

  /// The number on the wire.
  public int number() {
    return ordinal();
  }

  /// Null when there is no such procedure: the answer is PROC_UNAVAIL.
  public static @Nullable RpcbProcedure of(int number) {
    return number >= 0 && number < VALUES.length ? VALUES[number] : null;
  }
}
