package dev.byway.server.rpc;

import dev.byway.net.EventLoops;
import dev.byway.net.RecordConnection;
import dev.byway.net.TcpServer;
import dev.byway.net.UdpEndpoint;
import dev.byway.server.work.WorkerLoad;
import dev.byway.server.work.Workers;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// An ONC RPC server: some programs, on any number of TCP and UDP addresses. Any thread, but not
/// the server's own.
public final class RpcServer implements AutoCloseable {
  private static final long LOOK_NANOS = 1_000_000;

  private final EventLoops loops;
  private final ProgramTable programs;
  private final Dispatcher dispatcher;
  private final List<TcpServer> tcp = new CopyOnWriteArrayList<>();
  private final List<UdpEndpoint> udp = new CopyOnWriteArrayList<>();
  private final Set<RpcConnection> peers = ConcurrentHashMap.newKeySet();

  /// Starts the threads; [#listenTcp] and [#listenUdp] make it serve.
  public RpcServer(RpcOptions options, Collection<? extends RpcProgram> programs) {
    int stripes = options.loops() + options.workers();
    this.loops = new EventLoops(options.loops(), options.spin(), "byway-net", options.limits());
    this.programs = new ProgramTable(List.copyOf(programs), stripes);
    this.dispatcher =
        new Dispatcher(
            this.programs,
            new ReplayCache(options.replayEntries(), options.replayBytes()),
            options.workers(),
            options.loops(),
            options.spin());
  }

  /// Serves on a TCP address.
  ///
  /// @param address port 0: any free one
  /// @return the address with the real port
  /// @throws IOException it cannot be bound
  public InetSocketAddress listenTcp(InetSocketAddress address) throws IOException {
    TcpServer server = new TcpServer(loops, address, this::accepted);
    tcp.add(server);
    return server.address();
  }

  /// Serves on a UDP address; as [#listenTcp].
  public InetSocketAddress listenUdp(InetSocketAddress address) throws IOException {
    UdpEndpoint endpoint = new UdpEndpoint(loops, address, new UdpPeers(dispatcher));
    udp.add(endpoint);
    return endpoint.address();
  }

  private TcpPeer accepted(RecordConnection connection) {
    TcpPeer peer = new TcpPeer(connection, dispatcher);
    peers.add(peer);
    peer.onClose(() -> peers.remove(peer));
    return peer;
  }

  /// TCP connections that are open just now.
  public Collection<RpcConnection> connections() {
    return List.copyOf(peers);
  }

  /// What was called so far, a line for each procedure that was.
  public List<ProcedureCount> counts() {
    return programs.counts();
  }

  /// How busy the workers are.
  public WorkerLoad load() {
    return dispatcher.workers().load();
  }

  /// Its workers, for other doors.
  public Workers workers() {
    return dispatcher.workers();
  }

  /// The threads of its connections, for other doors. They end with this server.
  public EventLoops loops() {
    return loops;
  }

  /// Has all calls shown to a listener from now on, instead of to the one before; `null` to none.
  public void tap(@Nullable RpcTap tap) {
    dispatcher.tap(tap);
  }

  /// Accepts no more connections and calls, waits until those in flight are answered and the
  /// answers sent, and closes everything; what is not done in time is lost.
  ///
  /// @return whether all was done in time
  public boolean stop(Duration timeout) {
    long deadline = System.nanoTime() + timeout.toNanos();
    tcp.forEach(TcpServer::stopAccepting);
    udp.forEach(UdpEndpoint::stopReading);
    List<RecordConnection> open = new ArrayList<>();
    tcp.forEach(server -> open.addAll(server.connections()));
    open.forEach(RecordConnection::stopReading);
    boolean answered =
        await(
            deadline,
            () ->
                open.stream().allMatch(each -> each.inFlight() == 0)
                    && udp.stream().allMatch(each -> each.inFlight() == 0));
    open.forEach(RecordConnection::closeAfterSending);
    boolean sent = await(deadline, () -> open.stream().noneMatch(RecordConnection::isOpen));
    boolean ended = dispatcher.workers().stop(Math.max(0, deadline - System.nanoTime()));
    tcp.forEach(TcpServer::close);
    udp.forEach(UdpEndpoint::close);
    loops.close();
    return answered && sent && ended;
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
