package dev.byway.client.rpc;

import dev.byway.base.ErrnoException;
import dev.byway.wire.WireException;
import dev.byway.wire.rpc.OpaqueAuth;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrWriter;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// One call of a remote procedure: its arguments, where its results go, and where it stands. Used
/// once.
///
/// The connection asks it to [#encode] on the calling thread, and to [#decode] on whichever thread
/// reads the reply: that thread reads for everybody, so decoding must not block, nor call anything
/// that could. [#payload] and [#sink] belong to the call until it is done, and are touched by
/// nobody afterwards.
public abstract class RpcCall {
  /// Where a call stands. Changed under the connection's lock.
  enum State {
    /// Not yet given to a connection, or being encoded.
    NEW,
    /// To be written, or being written.
    QUEUED,
    /// Sent; to be sent again when the connection breaks.
    WAITING,
    /// Its reply is being read into its sink.
    RECEIVING,
    DONE
  }

  final int program;
  final int version;
  final int procedure;
  final OpaqueAuth credential;

  // The rest belongs to the connection, under its lock.
  State state = State.NEW;
  int xid;
  @Nullable ByteBuffer head;
  @Nullable Thread waiter;
  @Nullable Runnable completion;
  boolean sending;
  boolean bulk;
  long startedNanos;
  long sentNanos;
  int garbled;
  int sinkStart;
  volatile boolean done;
  private @Nullable ErrnoException failure;

  protected RpcCall(int program, int version, int procedure, OpaqueAuth credential) {
    this.program = program;
    this.version = version;
    this.procedure = procedure;
    this.credential = credential;
  }

  /// Writes the arguments; at most some 7 KiB. With a [#payload], everything before its bytes.
  protected abstract void encode(XdrWriter arguments);

  /// Bytes to send after what [#encode] wrote, from position to limit, padded on the way: the data
  /// of a WRITE, gathered and never copied. The position stays.
  protected @Nullable ByteBuffer payload() {
    return null;
  }

  /// Reads the results. With a [#sink], all before its bytes: what follows goes there without being
  /// looked at.
  ///
  /// @return how many bytes to put into the sink, no more than it has room for; 0 for none
  protected abstract int decode(XdrReader results) throws WireException;

  /// Where the bulk of the results goes: the data of a READ, straight from the socket if direct.
  /// Its position moves by what came.
  protected @Nullable ByteBuffer sink() {
    return null;
  }

  /// Whether it was answered or failed.
  public final boolean isDone() {
    return done;
  }

  /// Why it failed; null while under way or when it was answered.
  public final @Nullable ErrnoException failure() {
    return done ? failure : null;
  }

  final void failWith(ErrnoException reason) {
    failure = reason;
  }

  /// Once it is done.
  ///
  /// @throws ErrnoException why it failed
  public final void throwFailure() throws ErrnoException {
    if (failure != null) {
      throw failure;
    }
  }
}
