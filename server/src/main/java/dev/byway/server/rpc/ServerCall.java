package dev.byway.server.rpc;

import dev.byway.net.KeptRecord;
import dev.byway.net.SendBuffer;
import dev.byway.server.rpc.ProgramTable.Entry;
import dev.byway.server.work.Job;
import dev.byway.server.work.Lane;
import dev.byway.server.work.Workers;
import dev.byway.wire.WireException;
import dev.byway.wire.rpc.CallHeader;
import dev.byway.wire.rpc.ReplyBody;
import dev.byway.wire.rpc.ReplyHeader;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrWriter;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One call, from the record's arrival to the finished reply. A connection has one that it uses for
/// all calls it answers on its own thread; a call that goes to a worker goes there as an object of
/// its own.
final class ServerCall implements RpcCall, Job {
  /// Room for a reply that has no results.
  private static final int BARE_REPLY = 64;

  private final Peer peer;

  /// Where the reply is made: the connection's thread's, or the worker's.
  private SendBuffer out;

  private ByteBuffer record = ByteBuffer.allocate(0);
  private XdrReader args = new XdrReader(record);
  private ByteBuffer reply = ByteBuffer.allocate(0);
  private XdrWriter results = new XdrWriter(reply);
  private boolean begun;
  private boolean nowait;
  private int xid;
  private int start;
  private int argsAt;
  private int end;
  private @Nullable Entry entry;
  private @Nullable Credential credential;
  private @Nullable KeptRecord kept;
  private @Nullable Dispatcher dispatcher;
  private @Nullable Object parked;

  /// How it stands in the duplicate request cache, if at all.
  @Nullable ReplayKey replayKey;

  /// [System#nanoTime] of its arrival.
  long arrived;

  ServerCall(Peer peer, SendBuffer out) {
    this.peer = peer;
    this.out = out;
  }

  /// Begins with a new record.
  ///
  /// @throws WireException no call at all
  CallHeader begin(ByteBuffer bytes, boolean inline) throws WireException {
    if (record != bytes) {
      record = bytes;
      args = new XdrReader(bytes);
    }
    begun = false;
    nowait = inline;
    replayKey = null;
    parked = null;
    start = bytes.position();
    end = bytes.limit();
    CallHeader header = CallHeader.decode(args);
    xid = header.xid();
    argsAt = bytes.position();
    return header;
  }

  /// What the header said was found.
  void found(Entry foundEntry, Credential foundCredential) {
    entry = foundEntry;
    credential = foundCredential;
  }

  /// It was tried, and would wait: a worker will be held up by it.
  @Override
  public boolean waits() {
    return entry().procedure().nowaitFirst();
  }

  /// The same call for a worker: keeps the record, which the connection's thread goes on from.
  ServerCall handOver(Dispatcher to) {
    record.limit(end).position(start);
    KeptRecord keeps = peer.keep(record);
    ServerCall call = new ServerCall(peer, out);
    call.kept = keeps;
    call.dispatcher = to;
    call.record = keeps.bytes();
    call.args = new XdrReader(call.record);
    call.xid = xid;
    call.start = start;
    call.argsAt = argsAt;
    call.end = end;
    call.entry = entry;
    call.credential = credential;
    call.replayKey = replayKey;
    call.parked = parked;
    call.arrived = arrived;
    return call;
  }

  @Override
  public Lane lane() {
    return peer.lane;
  }

  @Override
  public long arrived() {
    return arrived;
  }

  @Override
  public void run(Workers.Worker worker) {
    Objects.requireNonNull(dispatcher).onWorker(this, worker);
  }

  /// Goes on with a worker's send buffer; the arguments are at their beginning again.
  void on(SendBuffer workersOut) {
    out = workersOut;
    nowait = false;
    begun = false;
    rewind();
  }

  void rewind() {
    record.limit(end).position(argsAt);
  }

  Peer peer() {
    return peer;
  }

  Entry entry() {
    if (entry == null) {
      throw new IllegalStateException("no call in progress");
    }
    return entry;
  }

  /// The record from the header on, from position to limit; moves the arguments.
  ByteBuffer wholeRecord() {
    return record.limit(end).position(start);
  }

  ByteBuffer argsView() {
    return record.slice(argsAt, end - argsAt).asReadOnlyBuffer();
  }

  @Override
  public int xid() {
    return xid;
  }

  @Override
  public int version() {
    return entry().version();
  }

  @Override
  public XdrReader args() {
    return args;
  }

  @Override
  public boolean nowait() {
    return nowait;
  }

  @Override
  public Credential credential() {
    if (credential == null) {
      throw new IllegalStateException("no call in progress");
    }
    return credential;
  }

  @Override
  public RpcConnection connection() {
    return peer;
  }

  @Override
  public int maxResultBytes() {
    return peer.maxResultBytes();
  }

  @Override
  public XdrWriter reply(int maxResultBytes) {
    if (maxResultBytes < 0 || maxResultBytes > maxResultBytes()) {
      throw new IllegalArgumentException("results of " + maxResultBytes + " bytes");
    }
    XdrWriter writer = room(ReplyHeader.SUCCESS_SIZE + maxResultBytes);
    ReplyHeader.encodeSuccess(writer, xid);
    return writer;
  }

  @Override
  public @Nullable Object parked() {
    return parked;
  }

  @Override
  public void park(Object progress) {
    parked = progress;
  }

  private XdrWriter room(int bytes) {
    abandon();
    if (!out.fits(bytes)) {
      peer.send(out);
    }
    ByteBuffer view = out.begin(bytes);
    if (view != reply) {
      reply = view;
      results = new XdrWriter(view);
    }
    begun = true;
    return results;
  }

  /// Ends the reply that the procedure made: one without results when it made none.
  ///
  /// @return its length in bytes
  int finish() {
    if (!begun) {
      reply(0);
    }
    begun = false;
    return out.finish();
  }

  /// Answers with something else than results.
  int finish(ReplyBody body) {
    XdrWriter writer = room(BARE_REPLY);
    new ReplyHeader(xid, body).encode(writer);
    begun = false;
    return out.finish();
  }

  /// Answers with what was answered before.
  int finish(byte[] earlier) {
    room(earlier.length);
    reply.put(earlier);
    begun = false;
    return out.finish();
  }

  void abandon() {
    if (begun) {
      out.abandon();
      begun = false;
    }
  }

  /// The reply just finished, from the xid on, read-only.
  ByteBuffer replyView(int length) {
    return out.last(length);
  }

  SendBuffer out() {
    return out;
  }

  /// Lets the record go; a worker's call is over.
  void release() {
    if (kept != null) {
      kept.release();
      kept = null;
    }
  }
}
