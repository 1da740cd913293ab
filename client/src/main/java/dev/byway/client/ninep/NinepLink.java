package dev.byway.client.ninep;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.net.EventLoops;
import dev.byway.net.Framing;
import dev.byway.net.RecordConnection;
import dev.byway.net.RecordHandler;
import dev.byway.net.SendBuffer;
import dev.byway.net.TcpClient;
import dev.byway.wire.WireException;
import dev.byway.wire.ninep.Data9;
import dev.byway.wire.ninep.Dialect;
import dev.byway.wire.ninep.Message;
import dev.byway.wire.ninep.MessageType;
import dev.byway.wire.ninep.Ninep;
import dev.byway.wire.ninep.NinepReader;
import dev.byway.wire.ninep.NinepWriter;
import dev.byway.wire.ninep.Session9;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// One connection to a server, from Tversion to its end. Any thread; each waits for its own answer.
final class NinepLink implements RecordHandler, AutoCloseable {
  /// Calls under way at once; more wait.
  private static final int TAGS = 128;

  private static final int CLUNK_TAG = 2 * TAGS;
  private static final int CLUNK_TAGS = 32_768;
  /// Longest message but for its data: texts are names, a target or a list of groups.
  private static final int WITHOUT_DATA = 32 << 10;

  private static final int CONNECT_MILLIS = 10_000;
  private static final int ASKED_MSIZE = (1 << 20) + Ninep.IOHDRSZ;

  private final AtomicReferenceArray<@Nullable Pending> pending = new AtomicReferenceArray<>(TAGS);
  private final Semaphore free = new Semaphore(TAGS);
  private final AtomicInteger nextTag = new AtomicInteger();
  private final AtomicInteger nextFid = new AtomicInteger(1);
  private final RecordConnection connection;
  private volatile int msize = ASKED_MSIZE;
  private volatile boolean closed;

  /// One call that waits for its answer.
  private static final class Pending {
    final Thread thread = Thread.currentThread();
    final @Nullable ByteBuffer data;
    volatile @Nullable Message answer;
    volatile boolean flushed;
    volatile boolean done;

    Pending(@Nullable ByteBuffer data) {
      this.data = data;
    }

    void end(@Nullable Message message) {
      answer = message;
      done = true;
      LockSupport.unpark(thread);
    }
  }

  /// Connects, and agrees on 9P2000.L.
  ///
  /// @throws ErrnoException why not
  NinepLink(EventLoops loops, NinepUrl url) throws ErrnoException {
    try {
      Path socket = url.socket();
      connection =
          socket != null
              ? TcpClient.connect(loops, socket, Framing.NINEP, CONNECT_MILLIS, c -> this)
              : TcpClient.connect(loops, url.address(), Framing.NINEP, CONNECT_MILLIS, c -> this);
    } catch (IOException e) {
      throw errno(e).exception(url.toString());
    }
    Message answer = call(Ninep.NOTAG, versionOf(), null);
    if (!(answer instanceof Session9.Rversion version)
        || !version.version().equals(Dialect.L.version())
        || version.msize() < Ninep.MIN_MSIZE) {
      connection.close();
      throw Errno.EPROTO.exception(url + " does not speak 9P2000.L");
    }
    msize = Math.min(ASKED_MSIZE, version.msize());
  }

  private static Session9.Tversion versionOf() {
    return new Session9.Tversion(ASKED_MSIZE, Dialect.L.version());
  }

  private static Errno errno(IOException e) {
    String text = String.valueOf(e.getCause());
    if (text.contains("timed out") || text.contains("timeout")) {
      return Errno.ETIMEDOUT;
    }
    if (text.contains("No such file")) {
      return Errno.ENOENT;
    }
    if (text.contains("ermission denied")) {
      return Errno.EACCES;
    }
    return text.contains("unreachable") || text.contains("UnresolvedAddress")
        ? Errno.EHOSTUNREACH
        : Errno.ECONNREFUSED;
  }

  /// Most bytes of data in a message.
  int maxData() {
    return msize - Ninep.IOHDRSZ;
  }

  /// A number that no fid of this connection has had.
  int newFid() {
    return nextFid.getAndIncrement();
  }

  boolean isOpen() {
    return !closed && connection.isOpen();
  }

  /// Asks, and waits for the answer.
  ///
  /// @throws ErrnoException what the answer says; EIO the connection is lost; EINTR the thread is
  ///     interrupted, and nobody knows what became of the call
  Message call(Message message) throws ErrnoException {
    return call(message, null);
  }

  /// The same, for Tread.
  ///
  /// @param data gets the data of the answer, from its position on
  Message call(Message message, @Nullable ByteBuffer data) throws ErrnoException {
    free.acquireUninterruptibly();
    try {
      return call(-1, message, data);
    } finally {
      free.release();
    }
  }

  private Message call(int wantedTag, Message message, @Nullable ByteBuffer data)
      throws ErrnoException {
    Pending mine = new Pending(data);
    int slot = wantedTag < 0 ? take(mine) : version(mine);
    try {
      send(wantedTag < 0 ? slot : wantedTag, message);
      await(mine, slot);
    } finally {
      pending.set(slot, null);
    }
    Message answer = mine.answer;
    if (answer == null) {
      throw (mine.flushed ? Errno.EINTR : Errno.EIO).exception();
    }
    if (answer instanceof Session9.Rlerror error) {
      throw Errno.of(error.ecode()).exception();
    }
    if (answer.kind().number() != message.kind().number() + 1) {
      connection.close();
      throw Errno.EPROTO.exception();
    }
    return answer;
  }

  private int version(Pending mine) {
    pending.set(0, mine);
    return 0;
  }

  private int take(Pending mine) {
    while (true) {
      int slot = Math.floorMod(nextTag.getAndIncrement(), TAGS);
      if (pending.compareAndSet(slot, null, mine)) {
        return slot;
      }
    }
  }

  private void send(int tag, Message message) throws ErrnoException {
    if (!isOpen()) {
      throw Errno.EIO.exception();
    }
    SendBuffer out = new SendBuffer();
    int data = message instanceof Data9.Twrite write ? write.data().remaining() : 0;
    NinepWriter writer = new NinepWriter(out.begin(WITHOUT_DATA + data));
    writer.int8(message.kind().number());
    writer.int16(tag);
    try {
      message.encode(writer, Dialect.L);
      out.finish(Framing.NINEP);
      connection.send(out.take());
    } finally {
      out.end();
    }
  }

  /// An interrupted thread takes its call back, and waits until the server says so.
  private void await(Pending mine, int slot) throws ErrnoException {
    boolean interrupted = false;
    while (!mine.done) {
      if (Thread.interrupted()) {
        interrupted = true;
        if (!mine.flushed) {
          mine.flushed = true;
          flush(slot);
        }
      } else {
        if (!isOpen()) {
          mine.end(null);
        }
        LockSupport.parkNanos(this, 1_000_000_000L);
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void flush(int slot) throws ErrnoException {
    int tag = TAGS + slot;
    send(tag, new Session9.Tflush(slot));
  }

  /// Asks, and does not wait for the answer, which is of no interest: a clunk.
  void clunkLater(int fid) {
    try {
      send(CLUNK_TAG + Math.floorMod(fid, CLUNK_TAGS), new Session9.Tclunk(fid));
    } catch (ErrnoException e) {
      // It is gone with the connection.
    }
  }

  @Override
  public void record(RecordConnection from, ByteBuffer record) {
    try {
      received(new NinepReader(record));
    } catch (WireException e) {
      connection.close();
    }
  }

  private void received(NinepReader reader) throws WireException {
    MessageType type = MessageType.of(reader.uint8());
    int tag = reader.uint16();
    if (type == null) {
      throw new WireException("unknown message");
    }
    if (tag >= CLUNK_TAG && tag != Ninep.NOTAG) {
      return;
    }
    boolean flush = tag >= TAGS && tag < CLUNK_TAG;
    int slot = tag == Ninep.NOTAG ? 0 : flush ? tag - TAGS : tag;
    Pending waiting = pending.get(slot);
    if (waiting == null) {
      return;
    }
    if (flush) {
      waiting.end(null);
      return;
    }
    Message answer = type.decode(reader, Dialect.L);
    if (answer instanceof Data9.Rread read) {
      take(waiting, read);
    } else if (answer instanceof Data9.Rreaddir read) {
      waiting.end(new Data9.Rreaddir(copy(read.data())));
    } else {
      waiting.end(answer);
    }
  }

  /// The memory of the message is only ours for now: the data goes to where it is wanted.
  private static void take(Pending waiting, Data9.Rread read) throws WireException {
    ByteBuffer into = waiting.data;
    if (into == null) {
      waiting.end(new Data9.Rread(copy(read.data())));
      return;
    }
    if (read.data().remaining() > into.remaining()) {
      throw new WireException("more data than was asked for");
    }
    into.put(read.data());
    waiting.end(read);
  }

  private static ByteBuffer copy(ByteBuffer data) {
    return ByteBuffer.allocate(data.remaining()).put(data).flip();
  }

  @Override
  public void readComplete(RecordConnection from) {}

  @Override
  public void writable(RecordConnection from) {}

  @Override
  public void closed(RecordConnection from) {
    closed = true;
    for (int i = 0; i < TAGS; i++) {
      Pending waiting = pending.get(i);
      if (waiting != null && !waiting.done) {
        waiting.end(null);
      }
    }
  }

  @Override
  public void close() {
    connection.close();
  }
}
