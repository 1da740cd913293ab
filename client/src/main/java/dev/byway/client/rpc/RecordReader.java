package dev.byway.client.rpc;

import dev.byway.base.ErrnoException;
import dev.byway.wire.WireException;
import dev.byway.wire.rpc.RecordMark;
import dev.byway.wire.rpc.ReplyHeader;
import dev.byway.wire.xdr.XdrReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Takes the byte stream of one [Link] apart into records (RFC 5531 §11) and hands each reply to
/// its call. A reply is decoded where it lies; only the bulk of a READ leaves the buffer, or never
/// enters it: once the reply's head is known, the rest is read straight into the call's sink.
///
/// Whatever the server sends, memory is bounded: a record that is not bulk must fit the buffer, and
/// a fragment's length is only ever counted down. One thread at a time: the connection's reader.
final class RecordReader {
  /// The connection, seen from here.
  interface Replies {
    /// The call that this xid belongs to, its sink now being filled; null when the reply came too
    /// late, or twice, and is to be skipped.
    ///
    /// @throws WireException no such call was made
    @Nullable RpcCall begin(int xid) throws WireException;

    /// A call was answered and decoded.
    void complete(RpcCall call);

    /// What came was no reply: to this call, or to any.
    void garbled(@Nullable RpcCall call);

    /// Whether calls with a large sink are in flight: then little is read ahead, so that their bulk
    /// goes where it belongs without a copy.
    boolean expectsBulk();
  }

  /// The largest reply that is not bulk: a listing of a directory.
  static final int BUFFER_BYTES = 160 * 1024;

  /// The largest record at all.
  static final int RECORD_MAX = 5 << 20;

  /// When so much of a record is there, its results up to the bulk are: the reply's head is at most
  /// 24 + 400 bytes, the attributes and counts of a READ 104.
  private static final int HEAD_BYTES = 1024;

  private static final int READ_BYTES = 64 * 1024;
  private static final int READ_BYTES_BEFORE_BULK = 4096;

  private enum Mode {
    /// The record is gathered in the buffer from `recordStart` to `recordEnd`.
    GATHER,
    /// What comes goes into the sink.
    BULK,
    /// What comes is dropped.
    SKIP
  }

  private final Link link;
  private final Replies replies;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
  private final ByteBuffer view = buffer.duplicate();
  private final XdrReader xdr = new XdrReader(view);

  private Mode mode = Mode.GATHER;
  private int recordStart;
  private int recordEnd;
  private int next;
  private int end;
  private int fragmentLeft;
  private boolean lastFragment;
  private long recordBytes;
  private @Nullable RpcCall call;
  private @Nullable ByteBuffer sink;
  private int bulkLeft;

  RecordReader(Link link, Replies replies) {
    this.link = link;
    this.replies = replies;
  }

  /// Reads once from the socket, without waiting, and handles what came.
  ///
  /// @return whether anything came
  /// @throws IOException the connection is closed, or the server talks nonsense
  boolean receive() throws IOException {
    ByteBuffer target = sink;
    int count =
        target != null && next == end && fragmentLeft > 0 && target.isDirect()
            ? readIntoSink(target)
            : readIntoBuffer();
    if (count == 0) {
      return false;
    }
    while (step()) {
      // each step uses up something of what was read
    }
    return true;
  }

  /// The call whose reply is only partly there: its sink is not to be written any more.
  @Nullable RpcCall interrupted() {
    return call;
  }

  private IOException nonsense(@Nullable RpcCall about, String what) {
    replies.garbled(about);
    return new IOException(what);
  }

  private int readIntoSink(ByteBuffer target) throws IOException {
    int limit = target.limit();
    int count;
    try {
      target.limit(target.position() + Math.min(bulkLeft, fragmentLeft));
      count = link.read(target);
    } finally {
      target.limit(limit);
    }
    bulkLeft -= count;
    fragmentLeft -= count;
    if (bulkLeft == 0) {
      sink = null;
      mode = Mode.SKIP;
    }
    return count;
  }

  private int readIntoBuffer() throws IOException {
    int wanted = replies.expectsBulk() ? READ_BYTES_BEFORE_BULK : READ_BYTES;
    if (BUFFER_BYTES - end < wanted) {
      compact();
      if (end == BUFFER_BYTES) {
        throw nonsense(call, "reply over " + BUFFER_BYTES + " bytes");
      }
    }
    buffer.limit(Math.min(BUFFER_BYTES, end + wanted)).position(end);
    int count = link.read(buffer);
    end += count;
    return count;
  }

  /// Moves what is still needed to the start of the buffer.
  private void compact() {
    int gathered = recordEnd - recordStart;
    buffer.put(0, buffer, recordStart, gathered);
    buffer.put(gathered, buffer, next, end - next);
    end = gathered + end - next;
    next = gathered;
    recordStart = 0;
    recordEnd = gathered;
  }

  /// @return false when more bytes must come first
  private boolean step() throws IOException {
    if (fragmentLeft == 0) {
      if (lastFragment) {
        endRecord();
        return true;
      }
      return beginFragment();
    }
    int available = Math.min(end - next, fragmentLeft);
    if (available == 0) {
      if (next == end && recordStart == recordEnd) {
        recordStart = recordEnd = next = end = 0;
      }
      return false;
    }
    switch (mode) {
      case GATHER -> gather(available);
      case BULK -> fill(available);
      case SKIP -> pass(available);
    }
    return true;
  }

  private boolean beginFragment() throws IOException {
    if (end - next < Integer.BYTES) {
      if (next == end && recordStart == recordEnd) {
        recordStart = recordEnd = next = end = 0;
      }
      return false;
    }
    buffer.limit(BUFFER_BYTES);
    int mark = buffer.getInt(next);
    next += Integer.BYTES;
    lastFragment = RecordMark.isLast(mark);
    fragmentLeft = RecordMark.length(mark);
    recordBytes += fragmentLeft;
    if (recordBytes > RECORD_MAX) {
      throw nonsense(call, "record of " + recordBytes + " bytes");
    }
    if (recordStart == recordEnd) {
      recordStart = recordEnd = next;
    }
    return true;
  }

  private void pass(int count) {
    next += count;
    fragmentLeft -= count;
  }

  private void gather(int count) throws IOException {
    if (recordEnd != next) { // a second fragment: its mark lay in between
      buffer.put(recordEnd, buffer, next, count);
    }
    recordEnd += count;
    pass(count);
    boolean whole = lastFragment && fragmentLeft == 0;
    if (whole || (call == null && recordEnd - recordStart >= HEAD_BYTES)) {
      decode(whole);
    }
  }

  private void fill(int available) {
    int count = Math.min(available, bulkLeft);
    fillFrom(next, count);
    pass(count);
  }

  /// Copies from the buffer into the sink.
  private void fillFrom(int position, int count) {
    ByteBuffer target = Objects.requireNonNull(sink);
    target.put(target.position(), buffer, position, count);
    target.position(target.position() + count);
    bulkLeft -= count;
    if (bulkLeft == 0) {
      sink = null;
      mode = Mode.SKIP;
    }
  }

  /// Finds the call and decodes its results: at once when they are all there, or when what is
  /// missing is bulk.
  private void decode(boolean whole) throws IOException {
    view.limit(recordEnd).position(recordStart);
    RpcCall owner = call;
    try {
      if (owner == null) {
        owner = replies.begin(xdr.int32());
        call = owner;
        view.position(recordStart);
      }
      if (owner == null) {
        drop();
        return;
      }
      ByteBuffer target = owner.sink();
      if (!whole && target == null) {
        return;
      }
      ReplyHeader header = ReplyHeader.decode(xdr);
      ErrnoException rejection = Rejection.of(header.body(), owner);
      int bulk = 0;
      if (rejection == null) {
        bulk = owner.decode(xdr);
      } else {
        owner.failWith(rejection);
      }
      if (bulk != 0) {
        beginBulk(target, bulk);
      } else {
        drop();
      }
    } catch (WireException e) {
      throw nonsense(owner, "garbage instead of a reply: " + e.getMessage());
    }
  }

  private void beginBulk(@Nullable ByteBuffer target, int bulk) throws WireException {
    if (target == null || bulk < 0 || bulk > target.remaining()) {
      throw new WireException(bulk + " bytes where fewer were asked for");
    }
    int from = view.position();
    int there = Math.min(bulk, recordEnd - from);
    buffer.limit(BUFFER_BYTES);
    sink = target;
    bulkLeft = bulk;
    mode = Mode.BULK;
    fillFrom(from, there);
    recordStart = recordEnd = next;
  }

  private void drop() {
    mode = Mode.SKIP;
    recordStart = recordEnd = next;
  }

  private void endRecord() throws IOException {
    if (mode == Mode.GATHER) { // its last fragment was empty
      decode(true);
    }
    RpcCall answered = call;
    if (answered != null) {
      if (bulkLeft > 0) {
        throw nonsense(answered, "record ends " + bulkLeft + " bytes early");
      }
      call = null;
      replies.complete(answered);
    }
    mode = Mode.GATHER;
    lastFragment = false;
    recordBytes = 0;
    recordStart = recordEnd = next;
  }
}
