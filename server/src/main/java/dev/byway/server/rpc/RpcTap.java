package dev.byway.server.rpc;

import java.nio.ByteBuffer;

/// Somebody who looks on: told of every call when it was answered, on the thread that answered it.
/// It must be quick; while there is none, it costs nothing.
@FunctionalInterface
public interface RpcTap {
  /// @param event its buffers are valid until this returns
  void answered(Event event);

  /// Which way a call went.
  enum Road {
    /// Answered on the connection's own thread.
    INLINE,
    /// By a worker, because it might have had to wait.
    WORKER,
    /// Out of the duplicate request cache.
    REPLAY
  }

  /// One call and its reply.
  ///
  /// @param connection where it came from
  /// @param credential the caller's
  /// @param args the arguments as they came, from position to limit, read-only
  /// @param reply the whole reply from the xid on, from position to limit, read-only
  /// @param nanos from the record's arrival to the reply
  record Event(
      RpcConnection connection,
      int xid,
      RpcProgram program,
      int version,
      RpcProcedure procedure,
      Credential credential,
      ByteBuffer args,
      ByteBuffer reply,
      long nanos,
      Road road) {}
}
