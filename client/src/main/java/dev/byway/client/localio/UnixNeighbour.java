package dev.byway.client.localio;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.linux.UnixSocket;
import dev.byway.net.localio.Neighbour;
import dev.byway.net.localio.SlotTable;
import dev.byway.wire.WireException;
import dev.byway.wire.localio.GrantMessage;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/// A server in another process: the grant protocol's client side. A thread of its own reads, so
/// that recalls are heard at any time.
final class UnixNeighbour implements Neighbour {
  private static final int HELLO_MILLIS = 2000;

  /// A disk may be slow, but the wire is patient and this is not.
  private static final int OPEN_MILLIS = 5000;

  private final UnixSocket socket;
  private final SlotTable slots;
  private final Listener listener;
  private final ByteBuffer in;
  private final AtomicInteger xids = new AtomicInteger();
  private final Map<Integer, CompletableFuture<Answer>> waiting = new ConcurrentHashMap<>();
  private volatile boolean closed;

  /// @param fd -1 unless granted
  private record Answer(GrantMessage message, int fd) {}

  private UnixNeighbour(UnixSocket socket, SlotTable slots, Listener listener, ByteBuffer in) {
    this.socket = socket;
    this.slots = slots;
    this.listener = listener;
    this.in = in;
  }

  /// Shows the nonce at a server's socket.
  ///
  /// @param trustedUid a server must run as this user, as us or as root
  /// @throws ErrnoException whoever is there does not know us; its message says what it said
  static UnixNeighbour meet(Path path, UUID nonce, int ownUid, int trustedUid, Listener listener)
      throws ErrnoException {
    UnixSocket socket = UnixSocket.connect(path);
    try {
      int uid = socket.peer().uid();
      if (uid != 0 && uid != ownUid && uid != trustedUid) {
        throw Errno.EACCES.exception("it belongs to user " + Integer.toUnsignedString(uid));
      }
      socket.receiveTimeout(HELLO_MILLIS);
      socket.send(new GrantMessage.Hello(GrantMessage.VERSION, nonce).encode(), -1);
      ByteBuffer in = ByteBuffer.allocate(GrantMessage.BYTES_MAX);
      UnixSocket.Received received = socket.receive(in);
      try {
        SlotTable slots = welcomed(in.flip(), received);
        socket.receiveTimeout(0);
        UnixNeighbour neighbour = new UnixNeighbour(socket, slots, listener, in);
        Thread.ofPlatform().daemon().name("byway-localio-listener").start(neighbour::listen);
        return neighbour;
      } finally {
        UnixSocket.closeFd(received.fd());
      }
    } catch (ErrnoException e) {
      socket.close();
      throw e;
    }
  }

  private static SlotTable welcomed(ByteBuffer in, UnixSocket.Received received)
      throws ErrnoException {
    try {
      GrantMessage answer = received.length() < 0 ? null : GrantMessage.decode(in);
      if (answer instanceof GrantMessage.Welcome welcome && received.fd() >= 0) {
        return SlotTable.map(received.fd(), welcome.slots());
      }
      if (answer instanceof GrantMessage.Welcome) {
        throw Errno.EPROTO.exception("no descriptor came through: a relay is in between");
      }
      if (answer instanceof GrantMessage.Refused refused) {
        throw Errno.of(refused.errno()).exception(refused.reason());
      }
      throw Errno.EPROTO.exception("it hung up");
    } catch (WireException e) {
      throw Errno.EPROTO.exception("it does not speak the grant protocol");
    }
  }

  @Override
  public SlotTable slots() {
    return slots;
  }

  @Override
  public Lease openLocal(byte[] handle, int uid, int gid, int[] gids, boolean read, boolean write)
      throws ErrnoException {
    int xid = nextXid();
    CompletableFuture<Answer> answer = new CompletableFuture<>();
    waiting.put(xid, answer);
    try {
      int access = (read ? GrantMessage.READ : 0) | (write ? GrantMessage.WRITE : 0);
      send(new GrantMessage.OpenLocal(xid, handle, uid, gid, gids, access));
      if (closed) {
        throw Errno.ECONNRESET.exception("the server is gone");
      }
      return taken(await(answer));
    } finally {
      waiting.remove(xid);
    }
  }

  /// Who completes the future first decides: an answer that comes too late is given back.
  private static Answer await(CompletableFuture<Answer> answer) throws ErrnoException {
    try {
      return answer.get(OPEN_MILLIS, TimeUnit.MILLISECONDS);
    } catch (TimeoutException | InterruptedException e) {
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      Errno errno = e instanceof TimeoutException ? Errno.ETIMEDOUT : Errno.EINTR;
      Answer late = new Answer(new GrantMessage.Refused(0, errno.number(), ""), -1);
      return answer.complete(late) ? late : answer.join();
    } catch (ExecutionException e) {
      throw new AssertionError(e);
    }
  }

  private static Lease taken(Answer answer) throws ErrnoException {
    if (answer.message instanceof GrantMessage.Granted granted) {
      return new Lease(answer.fd, granted.slot(), granted.generation());
    }
    if (answer.message instanceof GrantMessage.Refused refused) {
      Errno errno = Errno.of(refused.errno());
      throw refused.reason().isEmpty() ? errno.exception() : errno.exception(refused.reason());
    }
    throw Errno.ECONNRESET.exception("the server is gone");
  }

  private int nextXid() {
    return xids.updateAndGet(last -> last == Integer.MAX_VALUE ? 1 : last + 1);
  }

  private void listen() {
    String reason = "the server is gone";
    try {
      while (true) {
        UnixSocket.Received received = socket.receive(in.clear());
        if (received.length() < 0) {
          break;
        }
        GrantMessage message = GrantMessage.decode(in.flip());
        if (message instanceof GrantMessage.Goodbye goodbye) {
          UnixSocket.closeFd(received.fd());
          reason = goodbye.reason();
          break;
        }
        hear(message, received.fd());
      }
    } catch (ErrnoException | WireException e) {
      reason = closed ? "closed" : "the grant connection broke: " + e.getMessage();
    }
    closed = true;
    socket.close();
    Answer none = new Answer(new GrantMessage.Goodbye(reason), -1);
    waiting.values().forEach(answer -> answer.complete(none));
    listener.gone(reason);
  }

  private void hear(GrantMessage message, int fd) throws WireException {
    switch (message) {
      case GrantMessage.Granted m when fd >= 0 && isSlot(m.slot()) -> granted(m, fd);
      case GrantMessage.Refused m -> {
        UnixSocket.closeFd(fd);
        complete(m.xid(), new Answer(m, -1));
      }
      case GrantMessage.Recall m -> {
        UnixSocket.closeFd(fd);
        listener.recalled(m.slot(), m.generation(), m.reason());
      }
      default -> {
        UnixSocket.closeFd(fd);
        throw new WireException("unexpected message");
      }
    }
  }

  private void granted(GrantMessage.Granted granted, int fd) {
    if (!complete(granted.xid(), new Answer(granted, fd))) {
      UnixSocket.closeFd(fd);
      release(granted.slot(), granted.generation());
    }
  }

  private boolean complete(int xid, Answer answer) {
    CompletableFuture<Answer> asked = waiting.remove(xid);
    return asked != null && asked.complete(answer);
  }

  private boolean isSlot(int slot) {
    return slot >= 0 && slot < slots.slots();
  }

  @Override
  public void release(int slot, int generation) {
    try {
      send(new GrantMessage.Release(slot, generation));
    } catch (ErrnoException e) {
      // The server is gone, and does not miss it.
    }
  }

  private synchronized void send(GrantMessage message) throws ErrnoException {
    socket.send(message.encode(), -1);
  }

  @Override
  public void close() {
    closed = true;
    socket.close();
  }
}
