package dev.byway.server.rpc;

import dev.byway.base.ErrnoException;
import dev.byway.wire.WireException;

/// One procedure of one version of a program: decodes the arguments, does the work, writes the
/// results. Has no state of its own; runs on many threads at once.
public interface RpcProcedure {
  /// As the RFC names it, without the program: `READ`.
  String name();

  /// Must not run twice for one call of the client: a retransmission is answered with the first
  /// reply, out of the duplicate request cache. For what changes something (CREATE, REMOVE, RENAME
  /// ...); reading twice, or writing the same bytes to the same place, does no harm.
  default boolean replay() {
    return false;
  }

  /// Try first on the connection's own thread, with [RpcCall#nowait] true, because the answer is
  /// often in memory. `false`: straight to the workers, where it may wait.
  default boolean nowaitFirst() {
    return true;
  }

  /// Answers the call: reads [RpcCall#args], writes [RpcCall#reply]; the reply is sent when this
  /// returns. A procedure with void results need not call `reply`.
  ///
  /// Errors of the protocol's own (an NFS status) are results. Only what RPC itself must say is
  /// thrown.
  ///
  /// @throws WireException the arguments are none: answered with GARBAGE_ARGS
  /// @throws ErrnoException EAGAIN while [RpcCall#nowait]: nothing was changed yet, or what was is
  ///     [RpcCall#park]ed; call again on a worker (arguments are rewound, what was written to the
  ///     reply is dropped); all else is answered with SYSTEM_ERR
  void execute(RpcCall call) throws WireException, ErrnoException;
}
