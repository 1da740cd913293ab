package dev.byway.server.localio;

import dev.byway.base.ErrnoException;
import dev.byway.linux.Credentials;
import dev.byway.net.localio.Neighbour;
import dev.byway.net.localio.Neighbourhood;
import dev.byway.net.localio.SlotTable;
import dev.byway.server.rpc.RpcProgram;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A server's LOCALIO: its program, the door in the rendezvous folder and the clients that came in.
/// Any thread.
public final class LocalioServer implements AutoCloseable, Neighbourhood.Server {
  private static final System.Logger LOG = System.getLogger(LocalioServer.class.getName());

  /// Reasons are few, but the peer has a part in them.
  private static final int REASONS_MAX = 64;

  private final LocalioSettings settings;
  private final LocalioExports exports;
  private final int uid = Credentials.geteuid();
  private final Nonces nonces;
  private final LocalioProgram program;
  private final AtomicLong epoch = new AtomicLong();
  private final Set<LocalClient> clients = ConcurrentHashMap.newKeySet();
  private final Map<String, LongAdder> refusals = new ConcurrentHashMap<>();
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
    InetSocketAddress address = nonces.take(nonce);
    if (address == null || closed || clients.size() >= settings.clientsMax()) {
      return null;
    }
    SlotTable slots = SlotTable.inProcess(settings.grantsPerClient());
    return remember(new LocalClient(this, address, null, slots, listener));
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
    List<LocalioStatus.Client> listed = new ArrayList<>();
    for (LocalClient client : clients) {
      List<LocalioStatus.Lent> files = new ArrayList<>();
      for (LocalClient.Grant grant : client.grants()) {
        String access = (grant.how().read() ? "r" : "") + (grant.how().write() ? "w" : "");
        long calls = client.slots().calls(grant.slot());
        files.add(new LocalioStatus.Lent(grant.name(), access, calls, grant.recalled()));
      }
      listed.add(new LocalioStatus.Client(client.address().toString(), process(client), files));
    }
    Map<String, Long> counts = new TreeMap<>();
    refusals.forEach((reason, count) -> counts.put(reason, count.sum()));
    return new LocalioStatus(doorState, listed, counts);
  }

  private static String process(LocalClient client) {
    var peer = client.peer();
    return peer == null
        ? "this process"
        : "process "
            + peer.credentials().pid()
            + " of user "
            + Integer.toUnsignedString(peer.credentials().uid());
  }

  LocalClient remember(LocalClient client) {
    clients.add(client);
    if (closed) {
      client.dismiss("the server stops");
    }
    return client;
  }

  void forget(LocalClient client) {
    clients.remove(client);
  }

  void countRefusal(String reason) {
    if (refusals.size() < REASONS_MAX || refusals.containsKey(reason)) {
      refusals.computeIfAbsent(reason, key -> new LongAdder()).increment();
    }
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
