package dev.byway.client.rpc;

import dev.byway.base.ErrnoException;
import java.net.InetSocketAddress;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/// Calls procedures of one server, over one or several TCP connections. Any number of threads.
///
/// A call goes over the connection that this thread used before if it is idle, else over the one
/// with the fewest calls in flight.
public final class RpcClient implements AutoCloseable {
  private final RpcConnection[] connections;

  private RpcClient(RpcConnection[] connections) {
    this.connections = connections;
  }

  /// Connects.
  ///
  /// @throws ErrnoException ECONNREFUSED, EHOSTUNREACH, ENETUNREACH, ETIMEDOUT, EIO
  public static RpcClient connect(InetSocketAddress server, RpcSettings settings)
      throws ErrnoException {
    AtomicInteger xids = new AtomicInteger(ThreadLocalRandom.current().nextInt());
    RpcConnection[] connections = new RpcConnection[settings.connections()];
    int made = 0;
    try {
      for (; made < connections.length; made++) {
        connections[made] = new RpcConnection(server, settings, xids);
      }
    } finally {
      for (int i = 0; made < connections.length && i < made; i++) {
        connections[i].close();
      }
    }
    return new RpcClient(connections);
  }

  /// Makes a call and waits for its reply.
  ///
  /// @throws ErrnoException ENOTSUP the server does not have the procedure; EACCES it does not take
  ///     the credential; EPROTO, EIO it talks nonsense or is in trouble; EIO, ETIMEDOUT as
  ///     [Patience] says; EINTR
  ///     when this thread is interrupted, whose interrupt status stays; ENOTCONN closed
  public void call(RpcCall call) throws ErrnoException {
    RpcConnection connection = pick();
    connection.submit(call, null);
    connection.await(call);
  }

  /// Sends a call without waiting for its reply. Unless someone waits with [Sent#await], nobody may
  /// read the reply for long.
  ///
  /// @throws ErrnoException ENOTCONN closed; EAGAIN too many in flight for a completion to add one
  public Sent send(RpcCall call) throws ErrnoException {
    RpcConnection connection = pick();
    connection.submit(call, null);
    return new Sent(connection, call);
  }

  /// Sends a call, and has something run when it is done.
  ///
  /// @param completion runs on the thread that reads replies, perhaps before this returns: it must
  ///     not block, nor wait for calls; it may send others
  /// @throws ErrnoException as for [#send]; the completion does not run
  public Sent send(RpcCall call, Runnable completion) throws ErrnoException {
    RpcConnection connection = pick();
    connection.submit(call, completion);
    return new Sent(connection, call);
  }

  /// A call on its way.
  public static final class Sent {
    private final RpcConnection connection;
    private final RpcCall call;

    private Sent(RpcConnection connection, RpcCall call) {
      this.connection = connection;
      this.call = call;
    }

    public boolean isDone() {
      return call.isDone();
    }

    /// As [RpcClient#call]. Not of a call that has a completion.
    public void await() throws ErrnoException {
      connection.await(call);
    }

    /// Waits until a call with a completion is done, reading for all if nobody does; what came of
    /// it is the completion's. One thread at a time.
    ///
    /// @throws ErrnoException EINTR when this thread is interrupted; the call goes on
    public void join() throws ErrnoException {
      connection.join(call);
    }
  }

  private RpcConnection pick() {
    int count = connections.length;
    if (count == 1) {
      return connections[0];
    }
    int first = (int) (Thread.currentThread().threadId() % count);
    RpcConnection best = connections[first];
    for (int i = 1; i < count && best.load() > 0; i++) {
      RpcConnection other = connections[(first + i) % count];
      if (other.load() < best.load()) {
        best = other;
      }
    }
    return best;
  }

  /// How often connections were made in all: more than there are when some broke.
  public long connectionsMade() {
    long sum = 0;
    for (RpcConnection connection : connections) {
      sum += connection.connections();
    }
    return sum;
  }

  /// Fails all calls with ENOTCONN. Idempotent.
  @Override
  public void close() {
    for (RpcConnection connection : connections) {
      connection.close();
    }
  }
}
