package dev.byway.server;

import dev.byway.server.export.Export;
import dev.byway.server.export.ExportSpec;
import dev.byway.server.export.Exports;
import dev.byway.server.export.FileHandles;
import dev.byway.server.export.OpenFiles;
import dev.byway.server.export.StateFolder;
import dev.byway.server.localio.ExportLending;
import dev.byway.server.localio.LocalioServer;
import dev.byway.server.localio.LocalioSettings;
import dev.byway.server.mount3.MountList;
import dev.byway.server.mount3.MountProgram;
import dev.byway.server.nfs3.Nfs3Program;
import dev.byway.server.nfs4.Nfs4Program;
import dev.byway.server.ninep.NinepServer;
import dev.byway.server.ninep.NinepTap;
import dev.byway.server.nlm4.LockDoor;
import dev.byway.server.nlm4.NlmHosts;
import dev.byway.server.nlm4.NlmProgram;
import dev.byway.server.nsm1.NsmProgram;
import dev.byway.server.rpc.NfsVersions;
import dev.byway.server.rpc.RpcProgram;
import dev.byway.server.rpc.RpcServer;
import dev.byway.server.rpc.RpcTap;
import dev.byway.server.state.ClientRecords;
import dev.byway.server.state.Clients;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A running NFS server:
///
/// ```java
/// try (Vfs room = new MemoryVfs();
///     NfsServer server = NfsServer.builder().export("/scratch", room).start()) {
///   System.out.println("nfs://127.0.0.1:" + server.address().getPort() + "/scratch");
///   Thread.currentThread().join();
/// }
/// ```
///
/// NFSv3, NFSv4.1, NFSv4.2 and MOUNT share one port, on TCP and UDP; 9P has its own
/// ([NfsServerBuilder#listen9p]). Any thread may call anything, but not the server's own.
public final class NfsServer implements AutoCloseable {
  /// How long the calls in flight may take when the server stops.
  private static final Duration DRAIN = Duration.ofSeconds(5);

  private static final int HANDLES = 1 << 15;
  private static final int SWEEP_SECONDS = 2;
  private static final int PORT_ATTEMPTS = 16;

  private final Instant started = Instant.now();
  private final StateFolder state;
  private final Exports exports;
  private final FileHandles handles;
  private final OpenFiles openFiles;
  private final MountList mounts = new MountList();
  private final ClientRecords clientRecords;
  private final Clients clients;
  private final @Nullable LocalioServer localio;
  private final LockDoor locks;
  private final NsmProgram monitor;
  private final Announcement announcement;
  private final RpcServer rpc;
  private final NinepServer ninep;
  private final ScheduledExecutorService timer;
  private final List<InetSocketAddress> addresses = new ArrayList<>();
  private final List<InetSocketAddress> addresses9p = new ArrayList<>();
  private boolean closed;

  NfsServer(NfsServerBuilder builder) throws IOException {
    state = builder.state();
    exports = new Exports(state, builder.rooms());
    handles = new FileHandles(exports, state, HANDLES);
    openFiles = new OpenFiles(builder.openFiles());
    clientRecords = ClientRecords.open(state.path());
    int instance = new SecureRandom().nextInt();
    clients = new Clients(builder.stateLimits(), instance, clientRecords);
    exports.onWithdrawn(this::withdrawn);
    LocalioSettings lending = builder.localio();
    localio = lending == null ? null : new LocalioServer(lending, new ExportLending(handles));
    locks =
        new LockDoor(
            handles, new NlmHosts(state.path(), builder.lockGrace(), builder.lockAbsence()));
    monitor = new NsmProgram(locks);
    announcement = new Announcement(builder.portmap());
    List<RpcProgram> programs = programs();
    rpc = new RpcServer(builder.options(), withPortmapper(programs));
    ninep = new NinepServer(exports, rpc.loops(), rpc.workers());
    timer =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("byway-timer").factory());
    try {
      exports.reload(builder.exports());
      for (InetSocketAddress address : builder.listen()) {
        addresses.add(listen(address));
      }
      for (InetSocketAddress address : builder.listen9p()) {
        addresses9p.add(ninep.listen(address));
      }
      for (Path socket : builder.sockets9p()) {
        ninep.listen(socket);
      }
      announcement.begin(rpc, programs, addresses);
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
    var unused =
        timer.scheduleWithFixedDelay(this::sweep, SWEEP_SECONDS, SWEEP_SECONDS, TimeUnit.SECONDS);
  }

  private void sweep() {
    openFiles.sweep();
    clients.sweep();
  }

  /// A server with nothing exported yet, for the loopback address and any free port.
  public static NfsServerBuilder builder() {
    return new NfsServerBuilder();
  }

  private List<RpcProgram> programs() {
    long verifier = new SecureRandom().nextLong();
    List<RpcProgram> programs = new ArrayList<>();
    if (announcement.program() != null) {
      programs.add(monitor); // the port mapper is ours, and so is the one monitor that it knows
    }
    Nfs4Program nfs4 =
        new Nfs4Program(exports, handles, openFiles, clients, verifier, state.identity());
    programs.add(new NfsVersions(List.of(new Nfs3Program(handles, openFiles, verifier), nfs4)));
    programs.add(new MountProgram(exports, handles, mounts));
    programs.add(new NlmProgram(locks));
    if (localio != null) {
      programs.add(localio.program());
    }
    return List.copyOf(programs);
  }

  private List<RpcProgram> withPortmapper(List<RpcProgram> programs) {
    List<RpcProgram> all = new ArrayList<>(programs);
    if (announcement.program() == null) {
      // not to be announced beside the machine's own
      all.add(monitor);
    } else {
      all.add(announcement.program());
    }
    return all;
  }

  /// The same port on TCP and UDP; where any will do, one that is free on both.
  private InetSocketAddress listen(InetSocketAddress wanted) throws IOException {
    for (int attempt = 1; ; attempt++) {
      InetSocketAddress tcp = rpc.listenTcp(wanted);
      try {
        rpc.listenUdp(tcp);
        return tcp;
      } catch (BindException e) {
        if (wanted.getPort() != 0 || attempt == PORT_ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private void withdrawn(Export export) {
    if (localio != null) {
      localio.withdraw(export, "the export was changed or withdrawn");
    }
    if (exports.table().all().stream().noneMatch(each -> each.vfs() == export.vfs())) {
      locks.withdrawn(export.vfs());
    }
    openFiles.dropAll(export.vfs());
    clients.files().dropAll(export.vfs());
    handles.clear();
  }

  /// The first address of NFS, with its real port; there is none where only 9P is served.
  public InetSocketAddress address() {
    return addresses.getFirst();
  }

  /// All addresses, in the order they were asked for, with their real ports.
  public List<InetSocketAddress> addresses() {
    return List.copyOf(addresses);
  }

  /// All TCP addresses of 9P, in the order they were asked for, with their real ports.
  public List<InetSocketAddress> addresses9p() {
    return List.copyOf(addresses9p);
  }

  /// Replaces the exports and leaves connections alone: an export whose name and room stay keeps
  /// its open files and handles, one that is gone answers NFS3ERR_STALE.
  ///
  /// @throws IOException a room cannot be opened; then the old exports stay, all of them
  public void reload(List<ExportSpec> specs) throws IOException {
    exports.reload(specs);
  }

  /// What there is to know of it just now.
  public ServerStatus status() {
    return ServerStatus.of(started, addresses, exports, openFiles, mounts, rpc, localio);
  }

  /// Shows every call to a listener from now on; null ends it.
  public void trace(@Nullable RpcTap listener) {
    rpc.tap(listener);
  }

  /// Shows every message of 9P to a listener from now on; null ends it.
  public void trace9p(@Nullable NinepTap listener) {
    ninep.tap(listener);
  }

  /// Takes no more calls, answers those in flight (for five seconds at most), and closes rooms and
  /// all. Idempotent.
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    announcement.close();
    timer.shutdownNow();
    if (localio != null) {
      localio.close(); // while the wire still serves those who come back to it
    }
    ninep.stop(DRAIN);
    rpc.stop(DRAIN);
    clients.close();
    clientRecords.close();
    locks.close();
    openFiles.close();
    exports.close();
    state.close();
  }
}
