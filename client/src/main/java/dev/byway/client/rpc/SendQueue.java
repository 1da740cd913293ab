package dev.byway.client.rpc;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/// The calls to be written to one connection. One thread writes at a time, and takes along what
/// others queued meanwhile; when the socket is full the queue is *stuck*, and the connection's
/// reader goes on with it. Guarded by the connection's lock, which it gives up to write.
final class SendQueue {
  private final ReentrantLock lock;
  private final ArrayDeque<RpcCall> queue = new ArrayDeque<>();
  private final Outgoing outgoing = new Outgoing();
  private boolean sending;
  private long progressNanos;

  // Written under the lock, read without.
  private volatile boolean stuck;

  SendQueue(ReentrantLock lock) {
    this.lock = lock;
  }

  void add(RpcCall call) {
    call.state = RpcCall.State.QUEUED;
    call.sentNanos = System.nanoTime();
    queue.add(call);
  }

  /// Takes a call back that is not being written.
  void remove(RpcCall call) {
    queue.remove(call);
  }

  /// Whether the socket is full and the reader has to write when it can. True until [#resume] or
  /// [#stop]; may be asked without the lock.
  boolean isStuck() {
    return stuck;
  }

  /// Whether someone is writing or is to go on writing.
  boolean isSending() {
    return sending;
  }

  /// When something was last sent.
  long progressNanos() {
    return progressNanos;
  }

  /// Writes what is queued, unless someone does already.
  void flush(Link link, InFlight inFlight) throws IOException {
    while (!sending && !queue.isEmpty()) {
      sending = true;
      while (!outgoing.isFull() && !queue.isEmpty()) {
        RpcCall call = queue.remove();
        call.sending = true;
        outgoing.add(call);
      }
      boolean done = true; // also when it fails: then all is sent again
      lock.unlock();
      try {
        done = outgoing.write(link);
      } finally {
        lock.lock();
        stuck = !done;
        if (done) {
          sent(inFlight);
        }
      }
    }
  }

  /// Goes on where the socket was full; by the reader, without the lock.
  void resume(Link link, InFlight inFlight) throws IOException {
    if (outgoing.write(link)) {
      lock.lock();
      try {
        stop(inFlight);
        flush(link, inFlight);
      } finally {
        lock.unlock();
      }
    }
  }

  /// Nobody is going on with what is stuck. Nothing else may be using it.
  void stop(InFlight inFlight) {
    if (stuck) {
      stuck = false;
      sent(inFlight);
    }
  }

  /// Begins again on a new connection.
  void restart(List<RpcCall> calls) {
    queue.clear();
    calls.forEach(this::add);
  }

  private void sent(InFlight inFlight) {
    progressNanos = System.nanoTime();
    for (int i = 0; i < outgoing.callCount(); i++) {
      RpcCall call = outgoing.call(i);
      call.sending = false;
      if (call.done) {
        inFlight.recycle(call);
      } else if (call.state == RpcCall.State.QUEUED) {
        call.state = RpcCall.State.WAITING;
        call.sentNanos = progressNanos;
      }
    }
    outgoing.clear();
    sending = false;
  }
}
