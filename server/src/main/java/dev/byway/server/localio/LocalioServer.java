package dev.byway.server.localio;

import dev.byway.base.ErrnoException;
import dev.byway.linux.Credentials;
import dev.byway.net.localio.Neighbour;
import dev.byway.net.localio.Neighbourhood;
import dev.byway.net.localio.RendezvousFolder;
import dev.byway.net.localio.SlotTable;
import dev.byway.server.rpc.RpcConnection;
import dev.byway.server.rpc.RpcProgram;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A server's LOCALIO: its program, the door in the rendezvous folder and the clients that came in.
/// Any thread.
public final class LocalioServer implements AutoCloseable, Neighbourhood.Server {
  private static final System.Logger LOG = System.getLogger(LocalioServer.class.getName());

  static final String FULL = "too many clients use LOCALIO with this server";

  private final LocalioSettings settings;
  private final LocalioExports exports;
  private final int uid = Credentials.geteuid();
  private final Nonces nonces;
  private final LocalioProgram program;
  private final AtomicLong epoch = new AtomicLong();
  private final Set<LocalClient> clients = ConcurrentHashMap.newKeySet();
  private final Refusals refusals = new Refusals();
  private final @Nullable UnixDoor door;
  private final String doorState;
  private volatile boolean closed;

  /// Opens the door. A rendezvous folder that cannot be used is no failure: clients in other
  /// processes stay on the wire, and [#status] says why.
  public LocalioServer(LocalioSettings settings, LocalioExports exports) {
    this.settings = settings;
    this.exports = exports;
    nonces = new Nonces(TimeUnit.MILLISECONDS.toNanos(settings.nonceMillis()), System::nanoTime);
    program = new LocalioProgram(nonces);
    UnixDoor opened = null;
    String state;
    if (settings.folder() == null) {
      state = "no rendezvous folder: only for clients in this process";
    } else {
      try {
        opened = UnixDoor.open(this, settings.folder());
        state = opened.path().toString();
      } catch (ErrnoException e) {
        state = "none: " + e.getMessage();
        LOG.log(System.Logger.Level.WARNING, "LOCALIO only in this process: " + e.getMessage());
      }
    }
    door = opened;
    doorState = state;
    Neighbourhood.add(this);
    if (door != null) {
      door.start();
    }
  }

  /// To be served on the connections that carry NFS.
  public RpcProgram program() {
    return program;
  }

  @Override
  public @Nullable Neighbour meet(UUID nonce, Neighbour.Listener listener) {
    Introduction introduction = nonces.take(nonce);
    if (introduction == null || closed) {
      return null;
    }
    if (isFull()) {
      introduction.turnedAway(FULL);
      return null;
    }
    SlotTable slots = SlotTable.inProcess(settings.grantsPerClient());
    return remember(new LocalClient(this, introduction, null, slots, listener));
  }

  /// Takes all grants of an export back, because it was withdrawn or its rules changed. Returns
  /// when they are no longer in use, or the clients took too long.
  public void withdraw(Object export, String reason) {
    recall(grant -> grant.export().equals(export), reason);
  }

  /// Takes everything back that was lent.
  public void recallAll(String reason) {
    recall(grant -> true, reason);
  }

  private void recall(Predicate<LocalClient.Grant> which, String reason) {
    epoch.incrementAndGet();
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(settings.drainMillis());
    Map<LocalClient, List<Integer>> recalled = new ConcurrentHashMap<>();
    clients.forEach(client -> recalled.put(client, client.recall(which, reason)));
    recalled.forEach((client, slots) -> drain(client, slots, deadline));
  }

  private static void drain(LocalClient client, List<Integer> slots, long deadline) {
    for (int slot : slots) {
      if (!client.slots().drain(slot, deadline, client::isClosed)) {
        LOG.log(
            System.Logger.Level.WARNING,
            "a client of LOCALIO still uses a file that was taken back: " + client.address());
        return;
      }
    }
  }

  public LocalioStatus status() {
    List<LocalioStatus.Client> listed = clients.stream().map(LocalClient::status).toList();
    return new LocalioStatus(doorState, listed, refusals.counts());
  }

  /// Which road the client at the other end of a connection takes, and why.
  public LocalioStatus.Road road(RpcConnection connection) {
    Introduction introduction = connection.attachment(Introduction.class);
    return introduction == null
        ? LocalioStatus.Road.wire("never asked")
        : introduction.road(meetingPlace());
  }

  private String meetingPlace() {
    RendezvousFolder folder = settings.folder();
    if (folder == null) {
      return "us, for there is no rendezvous folder";
    }
    return "the rendezvous folder " + folder.path() + (door == null ? ", which is not usable" : "");
  }

  LocalClient remember(LocalClient client) {
    clients.add(client);
    client.introduction().met(client);
    if (closed) {
      client.dismiss("the server stops");
    }
    return client;
  }

  void forget(LocalClient client) {
    clients.remove(client);
  }

  void countRefusal(String reason) {
    refusals.count(reason);
  }

  Nonces nonces() {
    return nonces;
  }

  LocalioSettings settings() {
    return settings;
  }

  LocalioExports exports() {
    return exports;
  }

  boolean isFull() {
    return clients.size() >= settings.clientsMax();
  }

  /// Changes when something was taken back.
  long epoch() {
    return epoch.get();
  }

  int uid() {
    return uid;
  }

  /// Closes the door, takes everything back and says goodbye: to be called while the wire still
  /// serves, so that clients find it when they leave the byway. Idempotent.
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    Neighbourhood.remove(this);
    if (door != null) {
      door.close();
    }
    recallAll("the server stops");
    clients.forEach(client -> client.dismiss("the server stops"));
  }
}
