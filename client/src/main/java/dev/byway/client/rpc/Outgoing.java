package dev.byway.client.rpc;

import dev.byway.wire.rpc.CallHeader;
import dev.byway.wire.rpc.RecordMark;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;

/// Requests being written: heads and payloads of some calls, gathered into one system call. One
/// thread at a time, the one that holds the connection's right to send.
final class Outgoing {
  static final int CALLS_MAX = 16;
  private static final int PARTS_EACH = 3;
  private static final ByteBuffer ZEROS = ByteBuffer.allocateDirect(Integer.BYTES);

  private final RpcCall[] calls = new RpcCall[CALLS_MAX];
  private final ByteBuffer[] parts = new ByteBuffer[CALLS_MAX * PARTS_EACH];
  private int callCount;
  private int from;
  private int to;

  /// Puts the record mark, the header and the arguments of a call into its head's buffer.
  static void encode(RpcCall call) {
    ByteBuffer head = Objects.requireNonNull(call.head);
    head.clear().position(RecordMark.SIZE);
    XdrWriter xdr = new XdrWriter(head);
    CallHeader.encode(xdr, call.xid, call.program, call.version, call.procedure, call.credential);
    call.encode(xdr);
    head.flip();
    ByteBuffer payload = call.payload();
    int bytes = payload == null ? 0 : XdrReader.padded(payload.remaining());
    head.putInt(0, RecordMark.ofLast(head.limit() - RecordMark.SIZE + bytes));
  }

  boolean isFull() {
    return callCount == CALLS_MAX;
  }

  /// Takes an encoded call along.
  void add(RpcCall call) {
    ByteBuffer head = Objects.requireNonNull(call.head);
    ByteBuffer payload = call.payload();
    calls[callCount++] = call;
    parts[to++] = head.position(0);
    if (payload != null && payload.hasRemaining()) {
      parts[to++] = payload.duplicate();
      int padding = -payload.remaining() & 3;
      if (padding != 0) {
        parts[to++] = ZEROS.slice(0, padding);
      }
    }
  }

  /// Writes on.
  ///
  /// @return false when the socket is full before all is written
  boolean write(Link link) throws IOException {
    while (from < to) {
      if (link.write(parts, from, to) == 0) {
        return false;
      }
      while (from < to && !parts[from].hasRemaining()) {
        from++;
      }
    }
    return true;
  }

  int callCount() {
    return callCount;
  }

  RpcCall call(int index) {
    return calls[index];
  }

  @SuppressWarnings("NullAway") // entries beyond the counts are null and never read
  void clear() {
    for (int i = 0; i < callCount; i++) {
      calls[i] = null;
    }
    for (int i = 0; i < to; i++) {
      parts[i] = null;
    }
    callCount = 0;
    from = 0;
    to = 0;
  }
}
