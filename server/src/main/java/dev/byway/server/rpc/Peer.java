package dev.byway.server.rpc;

import dev.byway.net.KeptRecord;
import dev.byway.net.SendBuffer;
import dev.byway.server.work.Lane;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The server's side of [RpcConnection]: what TCP connections and UDP peers have in common.
abstract class Peer implements RpcConnection, Lane.Owner {
  /// The connection's thread.
  final CredentialCache credentials = new CredentialCache();

  /// Calls that wait for a worker; the workers' own.
  final Lane lane = new Lane(this);

  private final InetSocketAddress peer;
  private final Map<Class<?>, Object> attachments = new ConcurrentHashMap<>(2);
  private @Nullable List<Runnable> closeTasks = new ArrayList<>(1);

  Peer(InetSocketAddress peer) {
    this.peer = peer;
  }

  /// Most bytes of a reply's results.
  abstract int maxResultBytes();

  /// Keeps the record of the call that is being dispatched, for a worker.
  abstract KeptRecord keep(ByteBuffer record);

  /// Sends what a worker finished.
  abstract void send(SendBuffer finished);

  @Override
  public InetSocketAddress peer() {
    return peer;
  }

  @Override
  public <T> @Nullable T attachment(Class<T> key) {
    return key.cast(attachments.get(key));
  }

  @Override
  public <T> T attachment(Class<T> key, Supplier<? extends T> maker) {
    return key.cast(attachments.computeIfAbsent(key, unused -> maker.get()));
  }

  @Override
  public void onClose(Runnable task) {
    synchronized (attachments) {
      if (closeTasks != null) {
        closeTasks.add(task);
        return;
      }
    }
    task.run();
  }

  /// It is closed: runs what [#onClose] was given.
  final void closed() {
    List<Runnable> tasks;
    synchronized (attachments) {
      tasks = closeTasks;
      closeTasks = null;
    }
    if (tasks != null) {
      tasks.forEach(Runnable::run);
    }
  }

  @Override
  public String toString() {
    return transport() + " " + peer.getAddress().getHostAddress() + ":" + peer.getPort();
  }
}
