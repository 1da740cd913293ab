package dev.byway.server.rpc;

import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrWriter;
import org.jspecify.annotations.Nullable;

/// One call on its way through a procedure. Belongs to the thread that executes the procedure, from
/// the beginning of [RpcProcedure#execute] to its end: keep nothing of it afterwards, neither the
/// object nor slices of its buffers.
public interface RpcCall {
  int xid();

  int version();

  /// The arguments, from their first byte to the end of the record: the same reader every time.
  /// Slices of it lie in the connection's receive buffer (a WRITE's data is not copied), and are
  /// direct.
  XdrReader args();

  /// Whether the procedure must answer from memory or throw EAGAIN: give it to the room with
  /// [dev.byway.vfs.Caller#asNowait].
  boolean nowait();

  /// Who the caller says it is; the same object for the same bytes on the same connection.
  Credential credential();

  RpcConnection connection();

  /// The most result bytes that the way back carries: tens of kilobytes on UDP. A READ or READDIR
  /// answers less than asked for rather than more than this.
  int maxResultBytes();

  /// Makes room for the reply and returns a writer at the first byte of the results (the header
  /// before it is ours). The writer's buffer is direct, so a READ fills
  /// [XdrWriter#slice] straight from the disk. What is written is the results; room not
  /// used costs nothing on the wire. Calling it again throws the results so far away.
  ///
  /// @param maxResultBytes room needed at most, 0 to [#maxResultBytes()]
  XdrWriter reply(int maxResultBytes);

  /// What was [#park]ed when the procedure ran for the first time, in vain.
  @Nullable Object parked();

  /// Before EAGAIN is thrown: what the procedure has done so far, to go on from when it is called
  /// again. Must hold nothing of this object's.
  void park(Object progress);
}
