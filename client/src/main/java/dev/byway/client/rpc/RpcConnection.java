package dev.byway.client.rpc;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The calls in flight to one server over one TCP connection, which may break and come again.
///
/// **Who reads.** A thread that waits for its reply becomes the reader if there is none, and reads
/// for all; when its own reply is there it wakes another that waits. When calls are in flight for
/// which nobody waits, the [Pump] reads; it is also the one that reconnects. So one thread with one
/// call does all the work itself.
///
/// **Who writes.** The calling thread, unless another is writing: then that one takes the new call
/// along. What the socket does not take, the reader writes when it can.
///
/// **A broken connection** is replaced by [Transport].
///
/// One lock guards all state; it is not held while reading, writing, connecting or decoding.
final class RpcConnection implements AutoCloseable {
  private static final int CORES = Runtime.getRuntime().availableProcessors();

  private final InetSocketAddress server;
  private final RpcSettings settings;
  private final Deadlines deadlines;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Pump pump = new Pump(this, lock);

  // Guarded by the lock; the counts of calls in flight are also looked at without, as hints.
  private final InFlight inFlight;
  private final SendQueue queue = new SendQueue(lock);
  private final Answers answers;
  private final Transport transport;
  private @Nullable Thread reader;
  private int wantingRoom;
  private long reads;
  private volatile boolean closed;

  /// Connects.
  ///
  /// @throws ErrnoException ECONNREFUSED, EHOSTUNREACH, ETIMEDOUT and the like
  RpcConnection(InetSocketAddress server, RpcSettings settings, AtomicInteger xids)
      throws ErrnoException {
    this.server = server;
    this.settings = settings;
    this.deadlines = new Deadlines(settings);
    this.inFlight = new InFlight(xids);
    this.answers = new Answers(lock, changed, inFlight);
    this.transport = new Transport(server, settings, lock, inFlight, queue, answers);
  }

  /// How many calls wait for replies: a hint for who chooses a connection.
  int load() {
    return inFlight.size();
  }

  InetSocketAddress server() {
    return server;
  }

  /// How often it connected.
  long connections() {
    lock.lock();
    try {
      return transport.connections();
    } finally {
      lock.unlock();
    }
  }

  /// Sends a call.
  ///
  /// @param completion run when the call is done, by the thread that reads: it must not block.
  ///     null when someone is going to [#await] it
  /// @throws ErrnoException ENOTCONN closed; EAGAIN a completion makes calls and too many are in
  ///     flight
  void submit(RpcCall call, @Nullable Runnable completion) throws ErrnoException {
    call.completion = completion;
    lock.lock();
    try {
      awaitRoom();
      inFlight.add(call);
    } finally {
      lock.unlock();
    }
    boolean encoded = false;
    try {
      Outgoing.encode(call);
      encoded = true;
    } finally {
      lock.lock();
      try {
        if (encoded && closed && completion != null) { // nobody would tell of its end
          inFlight.remove(call, null);
          throw gone();
        } else if (encoded) {
          post(call);
        } else {
          inFlight.remove(call, null);
        }
      } finally {
        lock.unlock();
      }
    }
  }

  private void post(RpcCall call) {
    queue.add(call);
    call.startedNanos = call.sentNanos;
    flush();
    if (transport.isBroken()) {
      pump.wake();
    } else if (reader == null && wanted()) {
      pump.watch();
    }
  }

  private void awaitRoom() throws ErrnoException {
    while (inFlight.isFull() && !closed) {
      if (reader == Thread.currentThread()) { // a completion: it would wait for itself
        throw Errno.EAGAIN.exception();
      }
      wantingRoom++;
      pump.wake();
      changed.awaitUninterruptibly();
      wantingRoom--;
    }
    if (closed) {
      throw gone();
    }
  }

  private static ErrnoException gone() {
    return Errno.ENOTCONN.exception("the connection to the server was closed");
  }

  /// Waits until the call is done, reading for all if nobody does.
  ///
  /// @throws ErrnoException what the call failed with: as [Rejection] says; EIO, ETIMEDOUT if its
  ///     patience ends; EINTR when this thread is interrupted; ENOTCONN closed; EPROTO nothing but
  ///     garbage came
  void await(RpcCall call) throws ErrnoException {
    if (!call.done) {
      lock.lock();
      try {
        while (!call.done) {
          if (closed) {
            abandon(call, gone());
          } else if (reader == null && !transport.isBroken()) {
            lead(call);
            giveUpIfDue(call);
          } else {
            follow(call);
            giveUpIfDue(call);
          }
        }
      } finally {
        lock.unlock();
      }
    }
    call.throwFailure();
  }

  /// Waits until a call that has a completion is done, but never gives it up.
  ///
  /// @throws ErrnoException EINTR when this thread is interrupted
  void join(RpcCall call) throws ErrnoException {
    if (call.done) {
      return;
    }
    lock.lock();
    try {
      while (!call.done && !closed) {
        if (Thread.currentThread().isInterrupted()) {
          throw Errno.EINTR.exception();
        }
        if (reader == null && !transport.isBroken()) {
          lead(call);
        } else {
          follow(call);
        }
        if (!call.done) {
          expireUnattended();
          answers.notifyEnded();
        }
      }
    } finally {
      if (reader == null) {
        wakeNext(); // this thread may have been woken to read
      }
      lock.unlock();
    }
  }

  /// Waits for another to read the reply. With the lock.
  private void follow(RpcCall call) {
    long left = deadlines.of(call) - System.nanoTime();
    long nanos = left <= 0 ? Conversation.TICK_NANOS : Math.min(left, Conversation.TICK_NANOS);
    answers.follow(call);
    lock.unlock();
    LockSupport.parkNanos(this, nanos);
    lock.lock();
    answers.unfollow(call);
  }

  /// Reads until the call is done, or without one while there are calls that nobody waits for. With
  /// the lock, which it gives up meanwhile.
  private void lead(@Nullable RpcCall own) {
    Conversation with = transport.conversation();
    reader = Thread.currentThread();
    reads++;
    lock.unlock();
    String failure = null;
    try {
      boolean more = true;
      while (more && !closed && (own == null ? wanted() : !own.done)) {
        if (queue.isStuck()) {
          queue.resume(with.link, inFlight);
        }
        more = with.receive() || with.awaitMore(own != null && isQuiet(), until(own));
      }
    } catch (IOException e) {
      failure = String.valueOf(e.getMessage());
    } finally {
      lock.lock();
      reader = null;
    }
    if (failure != null) {
      breakOff(with, failure);
    }
    if (transport.isBroken()) {
      settle();
    }
    wakeNext();
  }

  /// Few are in flight: the next reply is likely the reader's own.
  private boolean isQuiet() {
    return inFlight.size() < CORES;
  }

  private long until(@Nullable RpcCall own) {
    return own == null ? System.nanoTime() + Conversation.TICK_NANOS : deadlines.of(own);
  }

  /// Whether there is something to do for a reader besides those who wait. Also a hint, without the
  /// lock.
  private boolean wanted() {
    return inFlight.unattended() > 0 || queue.isStuck() || wantingRoom > 0;
  }

  /// Nobody reads: wakes the next who should.
  private void wakeNext() {
    Thread next = answers.firstFollower();
    if (next != null && !transport.isBroken()) {
      LockSupport.unpark(next);
    } else if (transport.isBroken()) {
      pump.wake();
    } else if (wanted()) {
      pump.watch();
    }
  }

  /// Fails a call whose thread was interrupted or whose time is over, or gives up the connection
  /// that has not answered it. With the lock.
  private void giveUpIfDue(RpcCall call) {
    if (call.done) {
      return;
    }
    if (Thread.currentThread().isInterrupted()) {
      abandon(call, Errno.EINTR.exception());
    } else {
      giveUpIfLate(call);
    }
  }

  private void giveUpIfLate(RpcCall call) {
    long now = System.nanoTime();
    Errno failure = deadlines.failure(call, now);
    if (failure != null) {
      abandon(call, failure.exception("no answer from " + server));
    } else if (!transport.isBroken()
        && deadlines.isConnectionDead(call, queue.progressNanos(), now)) {
      breakOff(transport.conversation(), "no reply in " + settings.timeoutMillis() + " ms");
    }
  }

  /// Ends a call without a reply. Waits until nobody touches its buffers. With the lock.
  private void abandon(RpcCall call, ErrnoException why) {
    while (!call.done && (call.sending || call.state == RpcCall.State.RECEIVING)) {
      breakOff(transport.conversation(), "a call was given up");
      if (call.sending || call.state == RpcCall.State.RECEIVING) {
        changed.awaitUninterruptibly();
      }
    }
    if (!call.done) {
      queue.remove(call);
      LockSupport.unpark(call.waiter);
      inFlight.remove(call, why);
      if (call.completion != null) {
        answers.endedEarly(call);
      }
      changed.signalAll();
    }
    if (reader == null) {
      wakeNext(); // this thread may have been woken to read
    }
  }

  /// With the lock, which it gives up meanwhile.
  private void flush() {
    if (transport.isBroken()) {
      return;
    }
    Conversation with = transport.conversation();
    try {
      queue.flush(with.link, inFlight);
    } catch (IOException e) {
      breakOff(with, e.getMessage());
    }
    if (transport.isBroken()) {
      settle();
    } else if (queue.isStuck() && reader != null && reader != Thread.currentThread()) {
      with.link.wake();
    }
  }

  /// Gives a connection up; the pump makes a new one if there is something to send. With the lock.
  private void breakOff(Conversation with, @Nullable String why) {
    if (transport.breakOff(with, why)) {
      settle();
    }
  }

  private void settle() {
    if (reader == null) {
      transport.settle();
    }
    changed.signalAll();
    pump.wake();
  }

  /// Whether the pump should connect again. With the lock, as the pump's other calls.
  boolean wantsConnecting() {
    return transport.isBroken() && inFlight.size() > 0 && reader == null && !queue.isSending();
  }

  /// Whether a reply came over the last connection.
  boolean wasAnswered() {
    return answers.came();
  }

  /// Connects and sends again what has no reply, if the server is there.
  void reconnect() {
    answers.beginAnew();
    expireUnattended();
    Conversation fresh = transport.connect();
    if (fresh != null && closed) {
      fresh.link.close();
      return;
    }
    if (fresh != null) {
      transport.resume(fresh);
      flush();
      wakeNext();
    }
    answers.notifyEnded();
  }

  /// Reads as long as there are calls that nobody waits for.
  ///
  /// @return false when there was nothing to do
  boolean readUnattended() {
    if (transport.isBroken() || reader != null || !wanted()) {
      return false;
    }
    lead(null);
    if (inFlight.unattended() > 0) {
      expireUnattended();
      answers.notifyEnded();
    }
    return true;
  }

  private void expireUnattended() {
    for (RpcCall call : inFlight.inOrder()) {
      if (call.completion != null && call.state != RpcCall.State.NEW) {
        giveUpIfLate(call);
      }
    }
  }

  /// Whether there are calls that nobody waits for. With the lock, as the next two.
  boolean isUnattended() {
    return !transport.isBroken() && inFlight.unattended() > 0;
  }

  /// Whether somebody must read at once, and nobody does.
  boolean isPressing() {
    return !transport.isBroken() && reader == null && (queue.isStuck() || wantingRoom > 0);
  }

  /// How often somebody has begun to read.
  long reads() {
    return reads;
  }

  boolean isClosed() {
    return closed;
  }

  /// Fails all calls with ENOTCONN. Idempotent.
  @Override
  public void close() {
    lock.lock();
    try {
      if (closed) {
        return;
      }
      closed = true;
      breakOff(transport.conversation(), "closed");
      for (RpcCall call : inFlight.inOrder()) {
        if (call.completion != null && call.state != RpcCall.State.NEW) {
          abandon(call, gone());
        }
        LockSupport.unpark(call.waiter);
      }
      changed.signalAll();
      answers.notifyEnded();
    } finally {
      lock.unlock();
    }
  }
}
