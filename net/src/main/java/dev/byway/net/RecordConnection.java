package dev.byway.net;

import dev.byway.base.ErrnoException;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.socket.DuplexChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One connection of TCP, or of a UNIX socket, that carries records ([Framing]), on either side.
/// Reads no further while too many records are in flight, too much is unsent or memory is short;
/// closes when a record or an answer hangs.
///
/// Unless it says otherwise a method may be called by any thread.
public final class RecordConnection {
  private static final System.Logger LOG = System.getLogger(RecordConnection.class.getName());
  private static final AtomicLong IDS = new AtomicLong();

  private final long id = IDS.incrementAndGet();
  private final DuplexChannel channel;
  private final NetLoop loop;
  private final Limits limits;
  private final RecordHandler handler;
  private final Consumer<? super RecordConnection> whenEnded;
  private final RecordDecoder decoder;
  private final InetSocketAddress peer;
  private final AtomicInteger inFlight = new AtomicInteger();
  private final ConcurrentLinkedQueue<ByteBuf> sent = new ConcurrentLinkedQueue<>();
  private final DirectSender direct;
  private final Runnable whenReleased = this::released;
  private final AtomicBoolean sendScheduled = new AtomicBoolean();

  /// Reading has stopped; the loop's thread writes it.
  private volatile boolean paused;

  private boolean stopped;
  private boolean memoryWait;
  private boolean ended;

  /// Whole records so far, plus one where none is due.
  private long records;

  private long recordsBefore;
  private long unsentBefore = -1;
  private int roundsHung;

  /// To be made on the channel's thread, before the first read.
  ///
  /// @param peer as [#peer]
  /// @param accepted the peer has called us: its first record is due within a time
  RecordConnection(
      DuplexChannel channel,
      Framing framing,
      InetSocketAddress peer,
      boolean accepted,
      NetLoop loop,
      Limits limits,
      Function<? super RecordConnection, ? extends RecordHandler> handlers,
      Consumer<? super RecordConnection> whenEnded) {
    this.channel = channel;
    this.loop = loop;
    this.limits = limits;
    this.whenEnded = whenEnded;
    this.direct = new DirectSender(channel);
    this.decoder = new RecordDecoder(framing, limits, loop.stash());
    this.peer = peer;
    this.records = accepted ? 0 : 1;
    this.handler = handlers.apply(this);
    channel
        .config()
        .setRecvByteBufAllocator(
            () -> new RecordReceiver(decoder, () -> paused || loop.memory().isShort()));
    channel.pipeline().addLast(new Events());
    loop.add(this);
  }

  /// Different for each connection of this process.
  public long id() {
    return id;
  }

  /// Who is at the other end; of a UNIX socket, the loopback address with port 0.
  public InetSocketAddress peer() {
    return peer;
  }

  /// This end of a TCP connection; of a UNIX socket as [#peer].
  public InetSocketAddress local() {
    return channel.localAddress() instanceof InetSocketAddress address ? address : peer;
  }

  public NetLoop loop() {
    return loop;
  }

  public boolean isOpen() {
    return channel.isActive();
  }

  /// Whether the peer reads what it is sent; `false`: make nothing more for it now.
  public boolean isWritable() {
    return channel.isWritable();
  }

  /// Records kept and not released yet.
  public int inFlight() {
    return inFlight.get();
  }

  /// Keeps the record that the handler is called with just now. The loop's thread.
  public KeptRecord keep(ByteBuffer record) {
    inFlight.getAndIncrement();
    return new KeptRecord(decoder.held().buf, record.duplicate(), whenReleased);
  }

  private void released() {
    int left = inFlight.decrementAndGet();
    if (paused && left <= limits.maxInFlight() / 2) {
      execute(this::resume);
    }
  }

  /// Runs a task on the loop's thread; not at all when that has ended.
  public void execute(Runnable task) {
    if (!loop.executor().isShuttingDown()) {
      loop.executor().execute(task);
    }
  }

  /// Sends whole messages with their marks and releases the buffer. On the loop's thread they wait
  /// for [#flush]; from another thread they leave at once, or together with others when the loop's
  /// thread must send them.
  public void send(ByteBuf messages) {
    if (loop.executor().inEventLoop()) {
      write(messages);
      return;
    }
    switch (direct.send(messages)) {
      case SENT -> {}
      case REST -> scheduleSend();
      case REFUSED -> {
        sent.add(messages);
        scheduleSend();
      }
    }
  }

  private void scheduleSend() {
    if (!sendScheduled.get() && sendScheduled.compareAndSet(false, true)) {
      execute(this::sendQueued);
    }
  }

  /// The loop's thread.
  public void flush() {
    channel.unsafe().flush();
  }

  /// There are no handlers that would want to see it, so it goes past the pipeline.
  private void write(@Nullable ByteBuf messages) {
    direct.lock.lock();
    try {
      ByteBuf rest = direct.takeRest();
      if (rest != null) {
        channel.unsafe().write(rest, channel.voidPromise());
      }
      if (messages != null) {
        channel.unsafe().write(messages, channel.voidPromise());
      }
    } finally {
      direct.lock.unlock();
    }
  }

  private void sendQueued() {
    sendScheduled.set(false);
    if (ended) {
      for (ByteBuf next = sent.poll(); next != null; next = sent.poll()) {
        next.release();
      }
      return;
    }
    write(sent.poll());
    for (ByteBuf next = sent.poll(); next != null; next = sent.poll()) {
      write(next);
    }
    flush();
  }

  /// Closes it; what was not sent is lost.
  public void close() {
    channel.close();
  }

  /// Sends what is in the queue, then closes it.
  public void closeAfterSending() {
    execute(
        () -> {
          sendQueued();
          channel.writeAndFlush(channel.alloc().buffer(0)).addListener(done -> channel.close());
        });
  }

  /// Takes no more records, for good; those in flight go on.
  public void stopReading() {
    execute(
        () -> {
          stopped = true;
          pause();
        });
  }

  private boolean overloaded() {
    return stopped || memoryWait || inFlight.get() >= limits.maxInFlight() || !channel.isWritable();
  }

  private void drain() {
    try {
      while (!overloaded() && decoder.next()) {
        records++;
        try {
          handler.record(this, decoder.record());
        } finally {
          decoder.done();
        }
        if (unsent() > 0) {
          loop.memory().endTurn(this);
          goEasyOnMemory();
        }
      }
    } catch (ErrnoException e) {
      LOG.log(System.Logger.Level.DEBUG, "{0}: record too long, closing", peer);
      close();
    } catch (RuntimeException e) {
      // The caller goes on: what other records left to send must not stay for other connections.
      LOG.log(System.Logger.Level.WARNING, "connection with " + peer, e);
      close();
    }
    if (overloaded()) {
      pause();
    }
  }

  private void pause() {
    if (!paused) {
      paused = true;
      channel.config().setAutoRead(false);
      if (!overloaded()) {
        // It went away before anybody could see that we wait for it.
        execute(this::resume);
      }
    }
  }

  private void resume() {
    if (!paused || ended || overloaded()) {
      return;
    }
    paused = false;
    drain();
    handler.readComplete(this);
    rest();
    if (!paused) {
      channel.config().setAutoRead(true);
    }
  }

  private void rest() {
    if (ended) {
      return;
    }
    boolean tight = false;
    if (!inRecord()) {
      loop.memory().endTurn(this);
    }
    if (holdsMemory()) {
      tight = loop.memory().isTight();
      goEasyOnMemory();
    }
    decoder.rest(tight);
  }

  /// Whether it keeps any memory until its peer or a worker goes on. The loop's thread.
  boolean holdsMemory() {
    return decoder.partial() || inFlight.get() > 0 || unsent() > 0;
  }

  /// Whether it would have less memory if it was read on: a record has begun to come, and the peer
  /// reads its answers. The loop's thread.
  boolean inRecord() {
    return decoder.partial() && unsent() == 0;
  }

  /// For one that [#holdsMemory].
  private void goEasyOnMemory() {
    MemoryQueue memory = loop.memory();
    if (!memory.isShort() || memory.hasTurn(this)) {
      return;
    }
    if (memory.isExhausted() && (decoder.partial() || unsent() > 0)) {
      LOG.log(System.Logger.Level.DEBUG, "{0}: no memory left, closing", peer);
      close();
    } else if (!memoryWait) {
      memoryWait = true;
      pause();
      loop.memory().join(this);
    }
  }

  /// The end of a wait for memory. The loop's thread.
  void memoryThere() {
    memoryWait = false;
    resume();
  }

  /// Called in even intervals: closes the connection after [NetLoop#ROUNDS] without progress.
  void round() {
    boolean hung = hangsInSending() || (!paused || memoryWait) && hangsInReceiving();
    roundsHung = hung ? roundsHung + 1 : 0;
    int allowed = records == 0 ? firstRounds() : NetLoop.ROUNDS;
    if (roundsHung > allowed) {
      LOG.log(System.Logger.Level.DEBUG, "{0}: no progress, closing", peer);
      close();
    }
  }

  private int firstRounds() {
    long each = Math.max(1, limits.recordTimeout().toMillis() / NetLoop.ROUNDS);
    return (int) Math.min(Integer.MAX_VALUE, limits.firstRecordTimeout().toMillis() / each);
  }

  private boolean hangsInReceiving() {
    boolean same = records == recordsBefore;
    recordsBefore = records;
    return same && (records == 0 || decoder.partial());
  }

  private boolean hangsInSending() {
    long unsent = unsent();
    boolean same = unsent > 0 && unsent == unsentBefore;
    unsentBefore = unsent;
    return same;
  }

  /// Bytes that the socket did not take yet. The loop's thread.
  private long unsent() {
    ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
    return buffer == null ? 0 : buffer.totalPendingWriteBytes() - buffer.currentProgress();
  }

  private void end() {
    if (ended) {
      return;
    }
    ended = true;
    loop.remove(this);
    loop.memory().leave(this);
    decoder.end();
    direct.end();
    sendQueued();
    whenEnded.accept(this);
    handler.closed(this);
  }

  /// What Netty tells us.
  private final class Events extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      ((ByteBuf) message).release();
      if (!ended) {
        decoder.received();
        drain();
      }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
      if (!ended) {
        handler.readComplete(RecordConnection.this);
        rest();
      }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
      if (channel.isWritable() && !ended) {
        execute(RecordConnection.this::resume);
        handler.writable(RecordConnection.this);
      }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      end();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      if (!(cause instanceof IOException)) {
        LOG.log(System.Logger.Level.WARNING, "connection with " + peer, cause);
      }
      close();
    }
  }
}
