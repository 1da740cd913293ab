package dev.byway.server.localio;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.linux.Descriptors;
import dev.byway.linux.PeerRights;
import dev.byway.linux.UnixSocket;
import dev.byway.net.localio.Neighbour;
import dev.byway.net.localio.SlotTable;
import dev.byway.vfs.LentFile;
import dev.byway.vfs.OpenHow;
import dev.byway.wire.WireException;
import dev.byway.wire.localio.GrantMessage;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// A connection to the door: the grant protocol's server side. Lives on a thread of its own; the
/// client is gone when the socket is, whatever became of the process.
final class UnixClient implements Runnable, Neighbour.Listener {
  private static final System.Logger LOG = System.getLogger(UnixClient.class.getName());
  private static final int HELLO_MILLIS = 5000;
  private static final int SEND_MILLIS = 1000;

  private final LocalioServer server;
  private final UnixSocket socket;
  private final Runnable introduced;
  private final ByteBuffer in = ByteBuffer.allocate(GrantMessage.BYTES_MAX);

  /// @param introduced run once it is no stranger any more, because it said who it is or has gone
  UnixClient(LocalioServer server, UnixSocket socket, Runnable introduced) {
    this.server = server;
    this.socket = socket;
    this.introduced = introduced;
  }

  @Override
  public void run() {
    try (socket) {
      LocalClient client = welcome();
      if (client != null) {
        try (client) {
          serve(client);
        }
      }
    } catch (ErrnoException | WireException e) {
      LOG.log(System.Logger.Level.DEBUG, "LOCALIO connection ends: " + e.getMessage());
    }
  }

  private @Nullable LocalClient welcome() throws ErrnoException, WireException {
    Introduction introduction;
    try {
      socket.receiveTimeout(HELLO_MILLIS);
      socket.sendTimeout(SEND_MILLIS);
      if (!(receive() instanceof GrantMessage.Hello hello)) {
        return null;
      }
      introduction = hello.version() == GrantMessage.VERSION ? take(hello) : null;
    } finally {
      introduced.run();
    }
    if (introduction == null) {
      server.countRefusal("somebody came with the nonce of another server, or too late");
      refuse(0, Errno.EACCES, "this server does not know the nonce, or it came too late");
      return null;
    }
    if (server.isFull()) {
      introduction.turnedAway(LocalioServer.FULL);
      turnAway(Errno.ENFILE, LocalioServer.FULL);
      return null;
    }
    int slots = server.settings().grantsPerClient();
    int memory = SlotTable.create(slots);
    try {
      LocalClient client =
          new LocalClient(
              server, introduction, PeerRights.of(socket), SlotTable.map(memory, slots), this);
      send(new GrantMessage.Welcome(slots), memory);
      socket.receiveTimeout(0);
      return server.remember(client);
    } finally {
      Descriptors.close(memory);
    }
  }

  private @Nullable Introduction take(GrantMessage.Hello hello) {
    return server.nonces().take(hello.nonce());
  }

  private void serve(LocalClient client) throws ErrnoException, WireException {
    while (true) {
      switch (receive()) {
        case GrantMessage.OpenLocal open -> answer(client, open);
        case GrantMessage.Release release -> client.release(release.slot(), release.generation());
        case GrantMessage.Goodbye goodbye -> {
          return;
        }
        case GrantMessage.Hello _,
            GrantMessage.Welcome _,
            GrantMessage.Refused _,
            GrantMessage.Granted _,
            GrantMessage.Recall _ ->
            throw new WireException("not a request");
      }
    }
  }

  private void answer(LocalClient client, GrantMessage.OpenLocal open) throws ErrnoException {
    boolean read = (open.access() & GrantMessage.READ) != 0;
    boolean write = (open.access() & GrantMessage.WRITE) != 0;
    OpenHow how = new OpenHow(read, write, true);
    LocalClient.Loan loan;
    try {
      loan = client.lend(open.handle(), open.uid(), open.gid(), open.gids(), how);
    } catch (ErrnoException e) {
      refuse(open.xid(), e.errno(), e.what());
      return;
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "OPEN_LOCAL failed", e);
      refuse(open.xid(), Errno.EIO, "the server failed");
      return;
    }
    try (LentFile file = loan.file()) {
      int slot = loan.grant().slot();
      int generation = loan.grant().generation();
      send(new GrantMessage.Granted(open.xid(), slot, generation), file.fd());
    }
  }

  private void turnAway(Errno errno, String reason) throws ErrnoException {
    server.countRefusal(reason);
    refuse(0, errno, reason);
  }

  private void refuse(int xid, Errno errno, String reason) throws ErrnoException {
    send(new GrantMessage.Refused(xid, errno.number(), reason), -1);
  }

  /// A descriptor that comes along is not wanted.
  private GrantMessage receive() throws ErrnoException, WireException {
    UnixSocket.Received received = socket.receive(in.clear());
    UnixSocket.closeFd(received.fd());
    return received.length() < 0 ? new GrantMessage.Goodbye("") : GrantMessage.decode(in.flip());
  }

  private synchronized void send(GrantMessage message, int fd) throws ErrnoException {
    socket.send(message.encode(), fd);
  }

  @Override
  public void recalled(int slot, int generation, String reason) {
    tell(new GrantMessage.Recall(slot, generation, reason));
  }

  @Override
  public void gone(String reason) {
    tell(new GrantMessage.Goodbye(reason));
    socket.close();
  }

  /// Who does not listen loses the connection, and with it all grants.
  private void tell(GrantMessage message) {
    try {
      send(message, -1);
    } catch (ErrnoException e) {
      socket.close();
    }
  }
}
