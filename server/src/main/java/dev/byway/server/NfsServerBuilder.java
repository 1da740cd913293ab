package dev.byway.server;

import dev.byway.server.config.Portmap;
import dev.byway.server.export.ClientRule;
import dev.byway.server.export.ExportSpec;
import dev.byway.server.export.RoomFactory;
import dev.byway.server.export.StateFolder;
import dev.byway.server.localio.LocalioSettings;
import dev.byway.server.rpc.RpcOptions;
import dev.byway.server.state.StateLimits;
import dev.byway.vfs.Vfs;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What an [NfsServer] is to be. For one thread.
public final class NfsServerBuilder {
  private static final String EMBEDDED = "embedded:";
  private static final int OPEN_FILES = 2048;

  private final List<InetSocketAddress> listen = new ArrayList<>();
  private final List<InetSocketAddress> listen9p = new ArrayList<>();
  private final List<Path> sockets9p = new ArrayList<>();
  private final List<ExportSpec> exports = new ArrayList<>();
  private final Map<String, Vfs> embedded = new HashMap<>();
  private RoomFactory rooms =
      (room, folder) -> {
        throw new IOException("no room is called '" + room + "'");
      };
  private @Nullable Path state;
  private RpcOptions options = RpcOptions.DEFAULT;
  private int openFiles = OPEN_FILES;
  private StateLimits stateLimits = StateLimits.DEFAULT;
  private Portmap portmap = Portmap.OFF;
  private Duration lockGrace = Duration.ofSeconds(20);
  private Duration lockAbsence = Duration.ofSeconds(30);
  private @Nullable LocalioSettings localio = LocalioSettings.inFolder(null);

  NfsServerBuilder() {}

  /// Listens on this address too, TCP and UDP; port 0 is any free one. Without it, and without 9P:
  /// on a free port of the loopback address.
  public NfsServerBuilder listen(InetSocketAddress address) {
    listen.add(address);
    return this;
  }

  /// Serves 9P too, on this TCP address; port 0 is any free one.
  public NfsServerBuilder listen9p(InetSocketAddress address) {
    listen9p.add(address);
    return this;
  }

  /// Serves 9P too, at a UNIX socket to which the user of this process may connect.
  public NfsServerBuilder listen9p(Path socket) {
    sockets9p.add(socket);
    return this;
  }

  /// Exports a room to everyone, root squashed.
  ///
  /// @param name what clients mount, as [ExportSpec#name]
  /// @param room closed with the server
  public NfsServerBuilder export(String name, Vfs room) {
    return export(ExportSpec.of(name, EMBEDDED + name), room);
  }

  /// Exports a room by the rules of a spec, whose own room does not count.
  ///
  /// @param room closed with the server
  public NfsServerBuilder export(ExportSpec spec, Vfs room) {
    String key = EMBEDDED + spec.name();
    embedded.put(key, room);
    return export(new ExportSpec(spec.name(), key, spec.clients(), spec.sync(), spec.localio()));
  }

  /// Exports a room that [#rooms] opens.
  public NfsServerBuilder export(ExportSpec spec) {
    exports.add(spec);
    return this;
  }

  /// Exports a room to everyone, by one rule.
  ///
  /// @param room closed with the server
  public NfsServerBuilder export(String name, Vfs room, ClientRule rule) {
    return export(ExportSpec.of(name, EMBEDDED + name).withClients(rule), room);
  }

  /// How rooms are opened that are named and not given, now and on [NfsServer#reload].
  public NfsServerBuilder rooms(RoomFactory factory) {
    rooms = factory;
    return this;
  }

  /// Where the server keeps what makes handles outlive it. Without it they do not.
  public NfsServerBuilder stateFolder(Path folder) {
    state = folder;
    return this;
  }

  /// Threads, limits and caches of the RPC server.
  public NfsServerBuilder options(RpcOptions newOptions) {
    options = newOptions;
    return this;
  }

  /// Threads for calls that must wait for a disk.
  public NfsServerBuilder workers(int count) {
    return options(options.withWorkers(count));
  }

  /// How many recently used files are kept open; 2048 unless said.
  public NfsServerBuilder openFiles(int bound) {
    openFiles = bound;
    return this;
  }

  /// What clients of NFSv4 may take, and for how long they keep it.
  public NfsServerBuilder stateLimits(StateLimits limits) {
    stateLimits = limits;
    return this;
  }

  /// How files are lent to clients on this host; null: not at all. Without it, only to clients in
  /// this JVM.
  public NfsServerBuilder localio(@Nullable LocalioSettings settings) {
    localio = settings;
    return this;
  }

  /// How long, after a restart, only those may lock who held locks before, and how long a Byway
  /// client may be without a connection before it loses its locks: 20 and 30 seconds unless said.
  public NfsServerBuilder locks(Duration grace, Duration absence) {
    lockGrace = grace;
    lockAbsence = absence;
    return this;
  }

  /// How clients that know only the host find the port; not at all unless said.
  public NfsServerBuilder portmap(Portmap mode) {
    portmap = mode;
    return this;
  }

  /// Starts it.
  ///
  /// @throws IOException an address cannot be bound, a room not opened, or the state folder not
  ///     used; nothing is left running
  public NfsServer start() throws IOException {
    return new NfsServer(this);
  }

  List<InetSocketAddress> listen() {
    boolean others = !listen9p.isEmpty() || !sockets9p.isEmpty();
    return listen.isEmpty() && !others
        ? List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
        : List.copyOf(listen);
  }

  List<InetSocketAddress> listen9p() {
    return List.copyOf(listen9p);
  }

  List<Path> sockets9p() {
    return List.copyOf(sockets9p);
  }

  List<ExportSpec> exports() {
    return List.copyOf(exports);
  }

  RoomFactory rooms() {
    RoomFactory other = rooms;
    Map<String, Vfs> given = Map.copyOf(embedded);
    return (room, folder) -> {
      Vfs mine = given.get(room);
      return mine != null ? mine : other.open(room, folder);
    };
  }

  StateFolder state() throws IOException {
    return state == null ? StateFolder.temporary() : StateFolder.open(state);
  }

  RpcOptions options() {
    return options;
  }

  Portmap portmap() {
    return portmap;
  }

  StateLimits stateLimits() {
    return stateLimits;
  }

  Duration lockGrace() {
    return lockGrace;
  }

  Duration lockAbsence() {
    return lockAbsence;
  }

  int openFiles() {
    return openFiles;
  }

  @Nullable LocalioSettings localio() {
    return localio;
  }
}
