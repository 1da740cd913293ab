package dev.byway.client.rpc;

import dev.byway.base.ErrnoException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// The calls of one connection that have no reply yet, found by their xid, and the buffers their
/// heads are encoded in. Guarded by the connection's lock.
final class InFlight {
  /// More calls than this must wait before they are sent.
  static final int MAX = 512;

  /// An xid's place is its low bits. A call whose place is taken gets the next xid, so looking up
  /// is one step.
  private static final int PLACES = 2 * MAX;

  /// The largest arguments but for a payload: a SYMLINK's, with credential and two names.
  private static final int HEAD_BYTES = 12 * 1024;

  /// Sinks from this size on are filled straight from the socket.
  private static final int BULK_BYTES = 32 * 1024;

  /// A reply to a call issued so many calls ago is late, not nonsense.
  private static final int XIDS_REMEMBERED = 1 << 24;

  private final AtomicInteger xids;
  private final @Nullable RpcCall[] table = new RpcCall[PLACES];
  private final ArrayDeque<ByteBuffer> heads = new ArrayDeque<>();
  private int size;
  private int unattended;
  private int bulk;

  /// @param xids where to take the next xid from: one source for all connections of a client, as
  ///     the server's reply cache knows the client by its address
  InFlight(AtomicInteger xids) {
    this.xids = xids;
  }

  int size() {
    return size;
  }

  boolean isFull() {
    return size == MAX;
  }

  /// Calls that nobody waits for: they have a completion.
  int unattended() {
    return unattended;
  }

  /// Calls with a sink so large that it is filled straight from the socket. May be asked without
  /// the lock, for a hint.
  int bulk() {
    return bulk;
  }

  /// Gives the call its xid and a buffer for its head.
  void add(RpcCall call) {
    int xid = xids.getAndIncrement();
    while (table[place(xid)] != null) {
      xid = xids.getAndIncrement();
    }
    call.xid = xid;
    ByteBuffer head = heads.pollFirst();
    call.head = head == null ? ByteBuffer.allocateDirect(HEAD_BYTES) : head.clear();
    table[place(xid)] = call;
    size++;
    unattended += call.completion == null ? 0 : 1;
    call.bulk = isBulk(call);
    bulk += call.bulk ? 1 : 0;
  }

  @Nullable RpcCall find(int xid) {
    RpcCall call = table[place(xid)];
    return call != null && call.xid == xid ? call : null;
  }

  /// Whether a call with this xid was made lately.
  boolean wasIssued(int xid) {
    int age = xids.get() - xid;
    return age > 0 && age < XIDS_REMEMBERED;
  }

  /// The call is over. Its head's buffer is used again, unless it is being written still: then
  /// [#recycle] comes later.
  void remove(RpcCall call, @Nullable ErrnoException failure) {
    table[place(call.xid)] = null;
    size--;
    unattended -= call.completion == null ? 0 : 1;
    bulk -= call.bulk ? 1 : 0;
    call.state = RpcCall.State.DONE;
    if (failure != null) {
      call.failWith(failure);
    }
    if (!call.sending) {
      recycle(call);
    }
    call.done = true;
  }

  void recycle(RpcCall call) {
    ByteBuffer head = call.head;
    if (head != null) {
      call.head = null;
      heads.addFirst(head);
    }
  }

  /// All calls in the order in which they were made.
  List<RpcCall> inOrder() {
    List<RpcCall> calls = new ArrayList<>(size);
    for (RpcCall call : table) {
      if (call != null) {
        calls.add(call);
      }
    }
    int now = xids.get();
    calls.sort(Comparator.comparingInt(call -> call.xid - now));
    return calls;
  }

  private static boolean isBulk(RpcCall call) {
    ByteBuffer sink = call.sink();
    return sink != null && sink.remaining() >= BULK_BYTES;
  }

  private static int place(int xid) {
    return xid & (PLACES - 1);
  }
}
