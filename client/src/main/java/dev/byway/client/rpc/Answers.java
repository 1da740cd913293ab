package dev.byway.client.rpc;

import dev.byway.base.ErrnoException;
import dev.byway.wire.WireException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// How the calls of a connection end: by a reply that the reader brings, or without one; and who is
/// told, the thread that waits for the call or its completion. What is not of
/// [RecordReader.Replies] wants the connection's lock held.
final class Answers implements RecordReader.Replies {
  private final ReentrantLock lock;
  private final Condition changed;
  private final InFlight inFlight;

  /// Calls whose threads wait for somebody else to read.
  private final ArrayDeque<RpcCall> followers = new ArrayDeque<>();

  /// Calls that ended without a reply, and whose completions have not been run yet.
  private final ArrayDeque<RpcCall> ended = new ArrayDeque<>();

  private boolean came;

  /// @param changed signalled when a call has ended
  Answers(ReentrantLock lock, Condition changed, InFlight inFlight) {
    this.lock = lock;
    this.changed = changed;
    this.inFlight = inFlight;
  }

  @Override
  public @Nullable RpcCall begin(int xid) throws WireException {
    lock.lock();
    try {
      RpcCall call = inFlight.find(xid);
      if (call == null) {
        if (!inFlight.wasIssued(xid)) {
          throw new WireException("reply to a call that was not made");
        }
        return null;
      }
      if (call.state != RpcCall.State.WAITING && !call.sending) {
        throw new WireException("reply to a call that was not sent");
      }
      call.state = RpcCall.State.RECEIVING;
      ByteBuffer sink = call.sink();
      call.sinkStart = sink == null ? 0 : sink.position();
      return call;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void complete(RpcCall call) {
    Thread waiter;
    lock.lock();
    try {
      waiter = end(call, null);
    } finally {
      lock.unlock();
    }
    try {
      notifyDone(call); // before its waiter looks for what that leaves
    } finally {
      LockSupport.unpark(waiter);
    }
  }

  /// @return who waits for it, to be woken
  private @Nullable Thread end(RpcCall call, @Nullable ErrnoException failure) {
    Thread waiter = call.waiter;
    inFlight.remove(call, failure);
    came = true;
    unfollow(call);
    changed.signalAll();
    return waiter;
  }

  /// Tells of calls that ended without a reply. Gives the lock up meanwhile.
  void notifyEnded() {
    for (RpcCall call = ended.poll(); call != null; call = ended.poll()) {
      lock.unlock();
      try {
        notifyDone(call);
      } finally {
        lock.lock();
      }
    }
  }

  private static void notifyDone(RpcCall call) {
    Runnable completion = call.completion;
    if (completion != null) {
      completion.run();
    }
  }

  @Override
  public void garbled(@Nullable RpcCall call) {
    lock.lock();
    try {
      for (RpcCall each : call == null ? inFlight.inOrder() : List.of(call)) {
        each.garbled++;
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean expectsBulk() {
    return inFlight.bulk() > 0;
  }

  /// The calling thread is going to wait for this call, and to be unparked when it is done.
  void follow(RpcCall call) {
    call.waiter = Thread.currentThread();
    followers.add(call);
  }

  /// Its thread does not wait any more; or did not.
  void unfollow(RpcCall call) {
    if (call.waiter != null) {
      call.waiter = null;
      followers.remove(call);
    }
  }

  /// Who has waited for longest for somebody else to read.
  @Nullable Thread firstFollower() {
    RpcCall first = followers.peekFirst();
    return first == null ? null : first.waiter;
  }

  /// Ends a call without a reply, and wakes who waits for it.
  void endEarly(RpcCall call, ErrnoException why) {
    LockSupport.unpark(end(call, why));
    endedEarly(call);
  }

  /// A call has ended without a reply: its completion is to be run.
  void endedEarly(RpcCall call) {
    ended.add(call);
  }

  /// The connection is made anew: none has come over it.
  void beginAnew() {
    came = false;
  }

  /// Whether a reply came over the last connection.
  boolean came() {
    return came;
  }
}
