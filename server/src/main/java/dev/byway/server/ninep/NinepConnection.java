package dev.byway.server.ninep;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.net.Framing;
import dev.byway.net.KeptRecord;
import dev.byway.net.RecordConnection;
import dev.byway.net.RecordHandler;
import dev.byway.net.SendBuffer;
import dev.byway.server.work.Job;
import dev.byway.server.work.Lane;
import dev.byway.server.work.Workers;
import dev.byway.wire.WireException;
import dev.byway.wire.ninep.Message;
import dev.byway.wire.ninep.MessageType;
import dev.byway.wire.ninep.Ninep;
import dev.byway.wire.ninep.NinepReader;
import dev.byway.wire.ninep.NinepWriter;
import dev.byway.wire.ninep.Session9;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One client. A message is answered here and now if the answer is in memory, by a worker
/// otherwise.
final class NinepConnection implements RecordHandler, Lane.Owner {
  private static final System.Logger LOG = System.getLogger(NinepConnection.class.getName());

  /// Answers are sent together up to this, to keep the socket busy while more are made.
  private static final int FLUSH_BYTES = 128 << 10;

  private final NinepServer server;
  private final RecordConnection connection;
  private final Lane lane = new Lane(this);
  private final SendBuffer out;
  private final NinepCall own;
  private @Nullable Session session;
  private @Nullable ByteBuffer lastRecord;
  private NinepReader reader = new NinepReader(ByteBuffer.allocate(0));
  private boolean unflushed;

  NinepConnection(NinepServer server, RecordConnection connection) {
    this.server = server;
    this.connection = connection;
    this.out = connection.loop().sendBuffer();
    this.own = new NinepCall(this, out);
  }

  NinepServer server() {
    return server;
  }

  RecordConnection connection() {
    return connection;
  }

  Lane lane() {
    return lane;
  }

  KeptRecord keep(ByteBuffer record) {
    return connection.keep(record);
  }

  @Override
  public void record(RecordConnection from, ByteBuffer record) {
    int start = record.position();
    own.arrived = System.nanoTime();
    try {
      received(record);
    } catch (WireException e) {
      LOG.log(System.Logger.Level.DEBUG, "{0}: {1}", connection.peer(), e.getMessage());
      connection.close();
      return;
    }
    record.position(start);
    if (out.pending() >= FLUSH_BYTES) {
      send(out);
      unflushed = false;
      connection.flush();
    }
  }

  /// @throws WireException what came cannot be answered: the client is lost
  private void received(ByteBuffer record) throws WireException {
    if (record != lastRecord) {
      lastRecord = record;
      reader = new NinepReader(record);
    }
    Session now = session;
    int length = record.remaining() + Ninep.SIZE_BYTES;
    int number = reader.uint8();
    int tag = reader.uint16();
    MessageType type = MessageType.of(number);
    if (now == null ? type != MessageType.TVERSION : length > now.msize || now.isUnderWay(tag)) {
      throw new WireException("message " + number + " of " + length + " bytes, tag " + tag);
    }
    if (type == MessageType.TVERSION) {
      version(tag);
      return;
    }
    Message message = null;
    if (type != null && type.isRequest()) {
      try {
        message = type.decode(reader, now == null ? own.dialect() : now.dialect);
      } catch (WireException e) {
        own.begin(now, tag, null);
        own.fail(Errno.EINVAL);
        finish(own, true);
        return;
      }
    }
    own.begin(now, tag, message);
    answer(record, message);
  }

  private void version(int tag) throws WireException {
    var asked = (Session9.Tversion) MessageType.TVERSION.decode(reader, own.dialect());
    Session old = session;
    if (old != null) {
      end(old);
    }
    session = Versions.begin(this, asked);
    own.begin(session, tag, asked);
    own.reply(Versions.answer(asked, session), asked.version().length() + Ninep.IOHDRSZ);
    finish(own, true);
  }

  private void answer(ByteBuffer record, @Nullable Message message) throws WireException {
    if (message == null) {
      own.fail(Errno.ENOTSUP);
      finish(own, true);
    } else if (message instanceof Session9.Tflush flush) {
      flush(flush);
    } else if (!ran(own)) {
      NinepCall call = own.handOver(record);
      if (!own.session().begin(call)) {
        call.release();
        throw new WireException("tag " + call.tag() + " twice");
      }
      server.workers().submit(call);
    }
  }

  /// Through the loop's queue, behind answers that workers left there.
  private void flush(Session9.Tflush flush) {
    Session now = own.session();
    int tag = own.tag();
    NinepCall call = now.underWay(flush.oldtag());
    NinepCall.Flush outcome = call == null ? NinepCall.Flush.OVER : call.flush(tag);
    if (call != null && outcome == NinepCall.Flush.CANCELLED) {
      now.end(call);
    }
    if (outcome != NinepCall.Flush.LATER) {
      connection.execute(() -> flushed(tag));
    }
  }

  /// Answers a Tflush. The connection's thread.
  private void flushed(int tag) {
    putFlushed(out, tag);
    send(out);
    connection.flush();
  }

  private void putFlushed(SendBuffer into, int tag) {
    int length = Ninep.HEADER;
    if (!into.fits(length)) {
      send(into);
    }
    NinepWriter writer = new NinepWriter(into.begin(length));
    writer.int8(MessageType.RFLUSH.number());
    writer.int16(tag);
    into.finish(Framing.NINEP);
  }

  /// Runs a call and finishes the answer, if there is one already.
  ///
  /// @return false: it would have to wait, and shall run on a worker
  private boolean ran(NinepCall call) {
    boolean answered = true;
    try {
      answered = Operations.run(call);
    } catch (ErrnoException e) {
      if (e.errno() == Errno.EAGAIN && call.nowait()) {
        call.abandon();
        return false;
      }
      call.fail(e.errno());
    } catch (RuntimeException | Error e) {
      LOG.log(System.Logger.Level.ERROR, connection.peer() + " " + call.messageOrNull(), e);
      call.fail(Errno.EIO);
    }
    if (answered) {
      finish(call, call.nowait());
    }
    return true;
  }

  /// Ends an answer, and shows it.
  void finish(NinepCall call, boolean inline) {
    int length = call.finish();
    NinepTap tap = server.tap();
    if (tap != null) {
      try {
        tap.answered(
            new NinepTap.Event(
                connection.peer(),
                call.dialect(),
                call.tag(),
                call.messageOrNull(),
                call.replyView(length),
                System.nanoTime() - call.arrived,
                inline));
      } catch (RuntimeException e) {
        LOG.log(System.Logger.Level.WARNING, "tap", e);
      }
    }
  }

  /// Answers a call that was handed over, on a worker's thread.
  void onWorker(NinepCall call, Workers.Worker worker) {
    SendBuffer workersOut = worker.out();
    boolean parked = false;
    try {
      if (call.start() && !call.session().isClosed()) {
        ran(call);
        parked = workersOut.pending() == 0;
      }
    } catch (RuntimeException | Error e) {
      // Not the call, for that is answered: the way back is broken, or memory is short.
      LOG.log(System.Logger.Level.ERROR, connection.peer().toString(), e);
      connection.close();
    } finally {
      call.release();
      if (!parked) {
        over(call, workersOut);
      }
    }
  }

  /// A call that was under way is answered: by what is in the buffer, if anything.
  void over(NinepCall call, SendBuffer answer) {
    call.answered();
    sendOrDrop(call.session(), answer);
    List<Integer> flushes = call.over();
    for (Integer each : flushes) {
      putFlushed(answer, each);
    }
    sendOrDrop(call.session(), answer);
    call.session().end(call);
  }

  /// As [#over], of a call that no worker is at: by any thread, perhaps this connection's own,
  /// where nobody would flush.
  void overLater(NinepCall call, SendBuffer answer) {
    over(call, answer);
    answer.end();
    connection.execute(connection::flush);
  }

  private void sendOrDrop(Session theirs, SendBuffer finished) {
    if (finished.pending() > 0) {
      if (theirs.isClosed()) {
        finished.take().release();
      } else {
        send(finished);
      }
    }
  }

  @Override
  public void readComplete(RecordConnection from) {
    if (out.pending() > 0) {
      send(out);
    }
    if (unflushed) {
      unflushed = false;
      connection.flush();
    }
  }

  @Override
  public void writable(RecordConnection from) {
    server.workers().resume(lane);
  }

  @Override
  public void closed(RecordConnection from) {
    server.workers().resume(lane);
    server.closed(this);
    Session last = session;
    if (last != null) {
      session = null;
      end(last);
    }
  }

  /// On the connection's thread the caller flushes.
  void send(SendBuffer finished) {
    if (finished == out) {
      unflushed = true;
    }
    connection.send(finished.take());
  }

  private void end(Session old) {
    old.abandon();
    server.workers().submit(new Closing(old, new Lane(this), System.nanoTime()));
  }

  @Override
  public boolean isWritable() {
    return connection.isWritable();
  }

  @Override
  public boolean isOpen() {
    return connection.isOpen();
  }

  /// Closes what a session had open, which may wait.
  private record Closing(Session session, Lane lane, long arrived) implements Job {
    @Override
    public boolean waits() {
      return true;
    }

    @Override
    public void run(Workers.Worker worker) {
      try {
        session.close();
      } catch (RuntimeException | Error e) {
        LOG.log(System.Logger.Level.ERROR, "closing a session", e);
      }
    }
  }
}
