package dev.byway.server.rpc;

import org.jspecify.annotations.Nullable;

/// One remote program: a number, its versions and their procedures. Called from any thread.
public interface RpcProgram {
  /// As registered with IANA, unsigned: 100003 is NFS.
  int number();

  /// In lower case, for logs, status and trace: `nfs`, `mount`.
  String name();

  /// Lowest version served, as PROG_MISMATCH tells it.
  int low();

  /// Highest version served, as PROG_MISMATCH tells it.
  int high();

  /// Whether this version is served: a program may have holes between its lowest and highest
  /// (MOUNT has versions 1 and 3).
  default boolean serves(int version) {
    return version >= low() && version <= high();
  }

  /// The procedure with this number, the same object every time: statistics hang on it. `null` is
  /// answered with PROC_UNAVAIL. Only asked for versions that [#serves].
  @Nullable RpcProcedure procedure(int version, int number);
}
