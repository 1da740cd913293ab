package dev.byway.server.ninep;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.net.Framing;
import dev.byway.net.KeptRecord;
import dev.byway.net.SendBuffer;
import dev.byway.server.work.Job;
import dev.byway.server.work.Lane;
import dev.byway.server.work.Workers;
import dev.byway.vfs.Caller;
import dev.byway.wire.ninep.Dialect;
import dev.byway.wire.ninep.Message;
import dev.byway.wire.ninep.MessageType;
import dev.byway.wire.ninep.Ninep;
import dev.byway.wire.ninep.NinepWriter;
import dev.byway.wire.ninep.Session9;
import dev.byway.wire.xdr.XdrString;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One message, from its arrival to its answer. A connection has one that it uses for all that it
/// answers on its own thread; what goes to a worker goes there as an object of its own.
final class NinepCall implements Job {
  /// Longest answer without a text or data in it: Rwalk with all its qids is longest.
  private static final int USUAL = 256;

  private final NinepConnection connection;
  private SendBuffer out;
  private ByteBuffer reply = ByteBuffer.allocate(0);
  private NinepWriter writer = new NinepWriter(reply);
  private @Nullable Session session;
  private @Nullable Message message;
  private @Nullable KeptRecord kept;
  private int tag;
  private boolean nowait;
  private boolean begun;
  long arrived;

  /// Of a call under way: how it stands with Tflush. Guarded by this.
  private boolean started;

  private boolean over;
  private volatile boolean answered;
  private boolean flushed;
  private @Nullable Runnable cancel;
  private @Nullable List<Integer> flushes;

  NinepCall(NinepConnection connection, SendBuffer out) {
    this.connection = connection;
    this.out = out;
  }

  /// Begins with a message, on the connection's thread.
  void begin(@Nullable Session now, int newTag, @Nullable Message newMessage) {
    session = now;
    tag = newTag;
    message = newMessage;
    nowait = true;
    begun = false;
  }

  /// The same call for a worker: keeps the record, which the connection's thread goes on from.
  NinepCall handOver(ByteBuffer record) {
    NinepCall call = new NinepCall(connection, out);
    call.session = session;
    call.tag = tag;
    call.message = message;
    call.arrived = arrived;
    call.kept = connection.keep(record);
    return call;
  }

  NinepConnection connection() {
    return connection;
  }

  Session session() {
    if (session == null) {
      throw new IllegalStateException("no session");
    }
    return session;
  }

  Dialect dialect() {
    return session == null ? Dialect.LEGACY : session.dialect;
  }

  Message message() {
    if (message == null) {
      throw new IllegalStateException("no message");
    }
    return message;
  }

  @Nullable Message messageOrNull() {
    return message;
  }

  int tag() {
    return tag;
  }

  /// Whether it must throw EAGAIN rather than wait.
  boolean nowait() {
    return nowait;
  }

  /// The user of a fid, who can wait if the call can.
  ///
  /// @throws ErrnoException as [Attachment#check]
  Caller caller(Fid fid) throws ErrnoException {
    fid.attachment().check();
    return patience(fid.attachment().caller());
  }

  /// As [#caller(Fid)], for what makes something with a group of its own.
  Caller caller(Fid fid, int gid) throws ErrnoException {
    fid.attachment().check();
    fid.attachment().requireWritable();
    return patience(fid.attachment().caller(gid));
  }

  private Caller patience(Caller caller) {
    return nowait ? caller.asNowait() : caller;
  }

  /// Most bytes of data in an answer.
  int maxData() {
    return session().msize - Ninep.IOHDRSZ;
  }

  /// Begins an answer.
  ///
  /// @param bytes most bytes of its body
  NinepWriter reply(MessageType type, int bytes) {
    abandon();
    int all = Ninep.HEADER + bytes;
    if (!out.fits(all)) {
      connection.send(out);
    }
    ByteBuffer view = out.begin(all);
    if (view != reply) {
      reply = view;
      writer = new NinepWriter(view);
    }
    begun = true;
    writer.int8(type.number());
    writer.int16(tag);
    return writer;
  }

  /// Answers, without texts or data.
  void reply(Message answer) {
    reply(answer, USUAL);
  }

  /// Answers.
  ///
  /// @param bytes most bytes of the body
  void reply(Message answer, int bytes) {
    answer.encode(reply(answer.kind(), bytes), dialect());
  }

  /// Answers with a failure.
  void fail(Errno errno) {
    if (dialect() == Dialect.L) {
      reply(new Session9.Rlerror(errno.number()));
    } else {
      reply(new Session9.Rerror(XdrString.of(errno.message()), errno.number()));
    }
  }

  void abandon() {
    if (begun) {
      out.abandon();
      begun = false;
    }
  }

  /// Ends the answer.
  ///
  /// @return its length in bytes
  int finish() {
    begun = false;
    return out.finish(Framing.NINEP);
  }

  ByteBuffer replyView(int length) {
    return out.last(length);
  }

  /// It waits without a thread: lets the record go.
  void park() {
    KeptRecord held = kept;
    if (held != null) {
      kept = null;
      held.release();
    }
  }

  void release() {
    park();
  }

  @Override
  public Lane lane() {
    return connection.lane();
  }

  @Override
  public boolean waits() {
    return true;
  }

  @Override
  public long arrived() {
    return arrived;
  }

  @Override
  public void run(Workers.Worker worker) {
    out = worker.out();
    nowait = false;
    connection.onWorker(this, worker);
  }

  /// Answers a call that was parked, and what was to come after it. Any thread.
  ///
  /// @param answers makes the answer
  void answerLater(SendBuffer buffer, Runnable answers) {
    out = buffer;
    answers.run();
    connection.finish(this, false);
    connection.overLater(this, buffer);
  }

  /// A worker begins with it.
  ///
  /// @return false: it was flushed before
  synchronized boolean start() {
    started = true;
    return !flushed;
  }

  /// It waits for a lock.
  ///
  /// @param whenFlushed ends the wait, after which nothing happens to this call by itself
  void parked(Runnable whenFlushed) {
    synchronized (this) {
      if (flushes == null) {
        cancel = whenFlushed;
        return;
      }
    }
    whenFlushed.run(); // the Tflush came while this call was on its way to wait
  }

  /// The answer is about to be sent: the client may use the tag again as soon as it has it.
  void answered() {
    answered = true;
  }

  boolean isAnswered() {
    return answered;
  }

  /// The answer is on its way, or there will be none.
  ///
  /// @return the tags of Tflush to be answered next
  synchronized List<Integer> over() {
    over = true;
    List<Integer> waiting = flushes;
    flushes = null;
    return waiting == null ? List.of() : waiting;
  }

  /// What is to be done about a Tflush of it.
  enum Flush {
    /// It will not be answered: answer the Tflush.
    CANCELLED,
    /// Its own answer comes, and that of the Tflush behind it.
    LATER,
    /// It is over: answer the Tflush.
    OVER
  }

  /// The client does not want the answer any more.
  Flush flush(int flushTag) {
    Runnable end;
    synchronized (this) {
      if (over) {
        return Flush.OVER;
      }
      if (!started && !flushed) {
        flushed = true;
        return Flush.CANCELLED;
      }
      if (flushes == null) {
        flushes = new ArrayList<>(1);
      }
      flushes.add(flushTag);
      end = cancel;
      cancel = null;
    }
    if (end != null) {
      end.run();
    }
    return Flush.LATER;
  }
}
