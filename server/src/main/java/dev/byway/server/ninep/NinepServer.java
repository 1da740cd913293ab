package dev.byway.server.ninep;

import dev.byway.net.EventLoops;
import dev.byway.net.Framing;
import dev.byway.net.RecordConnection;
import dev.byway.net.RecordHandler;
import dev.byway.net.TcpServer;
import dev.byway.net.UnixServer;
import dev.byway.server.export.Exports;
import dev.byway.server.work.Workers;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Serves exports over 9P, on threads that it shares with other doors. Any thread, but not the
/// server's own.
public final class NinepServer implements AutoCloseable {
  /// Most fids of all connections together.
  static final int MAX_FIDS = 1 << 20;

  private static final long LOOK_NANOS = 1_000_000;

  private final Exports exports;
  private final EventLoops loops;
  private final Workers workers;
  private final Accounts accounts = new Accounts();
  private final AtomicInteger fids = new AtomicInteger();
  private final List<TcpServer> tcp = new CopyOnWriteArrayList<>();
  private final List<UnixServer> unix = new CopyOnWriteArrayList<>();
  private final Set<NinepConnection> connections = ConcurrentHashMap.newKeySet();
  private volatile @Nullable NinepTap tap;

  /// @param loops threads of connections; end after this server
  /// @param workers threads for what may wait; end after this server
  public NinepServer(Exports exports, EventLoops loops, Workers workers) {
    this.exports = exports;
    this.loops = loops;
    this.workers = workers;
  }

  /// Serves on a TCP address.
  ///
  /// @param address port 0: any free one
  /// @return the address with the real port
  /// @throws IOException it cannot be bound
  public InetSocketAddress listen(InetSocketAddress address) throws IOException {
    TcpServer server = new TcpServer(loops, address, Framing.NINEP, this::accepted);
    tcp.add(server);
    return server.address();
  }

  /// Serves at a UNIX socket, to which only the user of this process and the superuser may connect:
  /// who connects says for himself who he is.
  ///
  /// @throws IOException it cannot be bound
  public void listen(Path socket) throws IOException {
    unix.add(new UnixServer(loops, socket, Framing.NINEP, this::accepted));
  }

  private RecordHandler accepted(RecordConnection connection) {
    NinepConnection made = new NinepConnection(this, connection);
    connections.add(made);
    return made;
  }

  void closed(NinepConnection connection) {
    connections.remove(connection);
  }

  Exports exports() {
    return exports;
  }

  Workers workers() {
    return workers;
  }

  Accounts accounts() {
    return accounts;
  }

  /// All fids of all connections.
  AtomicInteger fids() {
    return fids;
  }

  @Nullable NinepTap tap() {
    return tap;
  }

  /// Has all messages shown to a listener from now on; null ends it.
  public void tap(@Nullable NinepTap listener) {
    tap = listener;
  }

  /// Connections that are open just now.
  public int connectionCount() {
    return connections.size();
  }

  /// Accepts no more, waits until what is in flight is answered, and closes all connections.
  ///
  /// @return whether all was done in time
  public boolean stop(Duration timeout) {
    long deadline = System.nanoTime() + timeout.toNanos();
    tcp.forEach(TcpServer::stopAccepting);
    unix.forEach(UnixServer::stopAccepting);
    List<RecordConnection> open = open();
    open.forEach(RecordConnection::stopReading);
    boolean answered = await(deadline, () -> open.stream().allMatch(each -> each.inFlight() == 0));
    open.forEach(RecordConnection::closeAfterSending);
    boolean sent = await(deadline, () -> connections.isEmpty());
    tcp.forEach(TcpServer::close);
    unix.forEach(UnixServer::close);
    return answered && sent;
  }

  private List<RecordConnection> open() {
    List<RecordConnection> open = new ArrayList<>();
    tcp.forEach(server -> addAll(open, server.connections()));
    unix.forEach(server -> addAll(open, server.connections()));
    return open;
  }

  private static void addAll(List<RecordConnection> to, Collection<RecordConnection> from) {
    to.addAll(from);
  }

  private static boolean await(long deadline, BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        return false;
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
    return true;
  }

  /// Stops at once.
  @Override
  public void close() {
    stop(Duration.ZERO);
  }
}
