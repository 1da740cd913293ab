package dev.byway.server.localio;

import dev.byway.base.ErrnoException;
import dev.byway.linux.UnixSocket;
import dev.byway.net.localio.RendezvousFolder;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/// The socket in the rendezvous folder. One thread accepts, one thread a connection serves: they
/// are few, they sleep, and what they do may wait for a disk.
final class UnixDoor implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(UnixDoor.class.getName());

  private final LocalioServer server;
  private final RendezvousFolder.Listening listening;
  private final AtomicInteger strangers = new AtomicInteger();

  private UnixDoor(LocalioServer server, RendezvousFolder.Listening listening) {
    this.server = server;
    this.listening = listening;
  }

  static UnixDoor open(LocalioServer server, RendezvousFolder folder) throws ErrnoException {
    return new UnixDoor(server, folder.listen());
  }

  Path path() {
    return listening.path();
  }

  void start() {
    Thread.ofPlatform().daemon().name("byway-localio-door").start(this::accept);
  }

  private void accept() {
    while (!listening.socket().isClosed()) {
      try {
        serve(listening.socket().accept());
      } catch (ErrnoException e) {
        // Out of descriptors, or the visitor left again: it must not become a busy loop.
        LockSupport.parkNanos(10_000_000);
      }
    }
  }

  /// Strangers have a bound of their own, so that they cannot keep out who has a nonce for long.
  private void serve(UnixSocket socket) {
    if (strangers.incrementAndGet() > server.settings().clientsMax()) {
      strangers.decrementAndGet();
      socket.close();
      return;
    }
    UnixClient visitor = new UnixClient(server, socket, strangers::decrementAndGet);
    Thread.ofPlatform().daemon().name("byway-localio-client").start(visitor);
  }

  @Override
  public void close() {
    listening.close();
    LOG.log(System.Logger.Level.DEBUG, "closed " + listening.path());
  }
}
