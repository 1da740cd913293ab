package dev.byway.cli;

import dev.byway.cli.serve.Control;
import dev.byway.cli.serve.ServedRooms;
import dev.byway.linux.Credentials;
import dev.byway.net.localio.RendezvousFolder;
import dev.byway.server.NfsServer;
import dev.byway.server.NfsServerBuilder;
import dev.byway.server.config.ConfigException;
import dev.byway.server.config.ConfigFile;
import dev.byway.server.config.NinepPlace;
import dev.byway.server.config.Portmap;
import dev.byway.server.config.ServerConfig;
import dev.byway.server.config.Shorthand;
import dev.byway.server.export.ExportSpec;
import dev.byway.server.localio.LocalioSettings;
import dev.byway.server.portmap.PortmapBindException;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import sun.misc.Signal;

@Command(
    name = "serve",
    description = {
      "Serves directories over NFSv3 and 9P, until it is told to stop (SIGTERM, SIGINT: what is in"
          + " flight is answered first).",
      ""
    },
    footer = {
      "",
      "Export options, after a colon and separated by commas: ro rw sync async root_squash"
          + " all_squash",
      "no_root_squash secure insecure anonuid=N anongid=N localio=off|safe|trust name=/NAME"
          + " client=MATCH.",
      "A line on stdout names the URLs as soon as clients can come. SIGHUP reads the file again;"
          + " mistakes in",
      "it are shown, and the exports stay as they were. `byway status` and `byway trace` look"
          + " inside.",
      "",
      "Examples: byway serve /srv/data",
      "          byway serve /srv/data:ro,name=/data /srv/scratch:async --listen 0.0.0.0:2049"
          + " --portmap",
      "          byway serve /srv/data --9p 0.0.0.0:564 --9p /run/guest.sock",
      "          byway serve --config /etc/byway.toml"
    })
final class Serve extends WithHelp implements Callable<Integer> {
  private static final InetSocketAddress LOOPBACK = Shorthand.address("127.0.0.1:2049");

  private final Session session;

  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      paramLabel = "ROOM[:OPTIONS]",
      arity = "0..*",
      description = "Directories, or memory: for a file system in memory.")
  private List<String> rooms = new ArrayList<>();

  @Option(names = "--config", paramLabel = "FILE", description = "Exports and settings in TOML.")
  private @Nullable Path config;

  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      description =
          "Where clients of NFS come, TCP and UDP; may be repeated. Else 127.0.0.1:2049, or"
              + " nowhere with --9p.")
  private List<String> listen = new ArrayList<>();

  @Option(
      names = "--9p",
      paramLabel = "HOST:PORT|SOCKET",
      description =
          "Where clients of 9P come: TCP, or a UNIX socket (a path with a slash) for this user's"
              + " programs. May be repeated.")
  private List<String> ninep = new ArrayList<>();

  @Option(
      names = "--portmap",
      description = "Answer port 111 too, for clients that ask there (needs the right to bind it).")
  private boolean portmap;

  @Option(names = "--register", description = "Register with the rpcbind that runs here.")
  private boolean register;

  @Option(
      names = "--state",
      paramLabel = "DIR",
      description = "What must outlive the process. Else /var/lib/byway, or ~/.local/state/byway.")
  private @Nullable Path state;

  @Option(
      names = "--workers",
      paramLabel = "N",
      description = "Threads that wait for disks; else four for each core, 8 to 64 of them.")
  private @Nullable Integer workers;

  @Option(
      names = "--no-localio",
      description = "Lend no files to clients on this host: all goes by the wire.")
  private boolean noLocalio;

  @Option(
      names = "--rendezvous",
      paramLabel = "DIR",
      description =
          "Where clients on this host find the server; containers share it. Else /run/byway, or"
              + " byway in the user's runtime folder.")
  private @Nullable Path rendezvous;

  Serve(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    ServerConfig file = configured();
    var stop = new CountDownLatch(1);
    try (NfsServer server = start(file);
        Control _ = new Control(server, () -> reload(server))) {
      Signal.handle(new Signal("TERM"), signal -> stop.countDown());
      Signal.handle(new Signal("INT"), signal -> stop.countDown());
      Signal.handle(new Signal("HUP"), signal -> notice("SIGHUP: " + reload(server)));
      session.out().println("serving " + urls(server, ninep(file)));
      session.out().flush();
      stop.await();
      notice("stopping");
    }
    return 0;
  }

  private NfsServer start(@Nullable ServerConfig file) throws IOException {
    NfsServerBuilder builder =
        NfsServer.builder()
            .rooms(new ServedRooms(this::notice))
            .stateFolder(stateFolder(file))
            .localio(localio(file));
    addresses(file).forEach(builder::listen);
    ninep(file).forEach(place -> place.in(builder));
    exports(file).forEach(builder::export);
    Integer count = workers != null ? workers : file == null ? null : file.workers();
    if (count != null) {
      builder.workers(count);
    }
    builder.portmap(portmap(file));
    try {
      return builder.start();
    } catch (PortmapBindException e) {
      throw new Failure(
          e.getMessage()
              + ". --portmap takes root, or CAP_NET_BIND_SERVICE, and no rpcbind there; where one"
              + " runs, use --register. Without either, clients name the port: nfs://HOST:PORT/...",
          e);
    } catch (BindException e) {
      throw new Failure(
          e.getMessage()
              + ". Is another server there? Choose another port with --listen HOST:PORT.",
          e);
    }
  }

  private @Nullable ServerConfig configured() throws IOException {
    if (config == null) {
      if (rooms.isEmpty()) {
        throw misuse("nothing to serve: name a directory, or a file with --config");
      }
      return null;
    }
    try {
      return ConfigFile.read(config);
    } catch (ConfigException e) {
      throw new Failure(String.valueOf(e.getMessage()), e);
    }
  }

  private List<ExportSpec> exports(@Nullable ServerConfig file) {
    var exports = new ArrayList<ExportSpec>();
    Path here = Path.of("").toAbsolutePath();
    for (String room : rooms) {
      try {
        exports.add(Shorthand.export(room, here));
      } catch (IllegalArgumentException e) {
        throw misuse(room + ": " + e.getMessage());
      }
    }
    if (file != null) {
      exports.addAll(file.exports());
    }
    return exports;
  }

  private List<InetSocketAddress> addresses(@Nullable ServerConfig file) {
    if (!listen.isEmpty()) {
      try {
        return listen.stream().map(Shorthand::address).toList();
      } catch (IllegalArgumentException e) {
        throw misuse("--listen: " + e.getMessage());
      }
    }
    if (file != null && !file.listen().isEmpty()) {
      return file.listen();
    }
    return ninep(file).isEmpty() ? List.of(LOOPBACK) : List.of();
  }

  private List<NinepPlace> ninep(@Nullable ServerConfig file) {
    if (ninep.isEmpty()) {
      return file == null ? List.of() : file.ninep();
    }
    try {
      Path here = Path.of("").toAbsolutePath();
      return ninep.stream().map(text -> NinepPlace.parse(text, here)).toList();
    } catch (IllegalArgumentException e) {
      throw misuse("--9p: " + e.getMessage());
    }
  }

  private Portmap portmap(@Nullable ServerConfig file) {
    if (portmap && register) {
      throw misuse("--portmap and --register exclude each other");
    }
    if (portmap || register) {
      return portmap ? Portmap.SERVE : Portmap.REGISTER;
    }
    return file == null || file.portmap() == null ? Portmap.OFF : file.portmap();
  }

  private Path stateFolder(@Nullable ServerConfig file) throws IOException {
    if (state != null) {
      return state;
    }
    Path configured = file == null ? null : file.state();
    if (configured != null) {
      return configured;
    }
    if (Credentials.geteuid() == 0) {
      return Path.of("/var/lib/byway");
    }
    String home = System.getenv("XDG_STATE_HOME");
    return home != null && home.startsWith("/")
        ? Path.of(home, "byway")
        : Path.of(System.getProperty("user.home"), ".local", "state", "byway");
  }

  private @Nullable LocalioSettings localio(@Nullable ServerConfig file) {
    if (noLocalio || (file != null && Boolean.FALSE.equals(file.localio()))) {
      return null;
    }
    Path folder = rendezvous != null ? rendezvous : file == null ? null : file.rendezvous();
    return folder == null
        ? LocalioSettings.defaults()
        : LocalioSettings.inFolder(new RendezvousFolder(folder));
  }

  /// Reads the file again and takes its exports; the rest of it holds from the next start on.
  private String reload(NfsServer server) {
    if (config == null) {
      return "there is no --config file to read again";
    }
    try {
      server.reload(exports(ConfigFile.read(config)));
      return "ok";
    } catch (ConfigException | IOException e) {
      return "the old exports stay:\n" + e.getMessage();
    }
  }

  private static String urls(NfsServer server, List<NinepPlace> places) {
    List<String> names = server.status().exports().stream().map(each -> each.name()).toList();
    List<String> urls = new ArrayList<>();
    for (InetSocketAddress address : server.addresses()) {
      names.forEach(name -> urls.add("nfs://" + text(address) + name));
    }
    for (InetSocketAddress address : server.addresses9p()) {
      names.forEach(name -> urls.add("9p://" + text(address) + name));
    }
    for (NinepPlace place : places) {
      if (place instanceof NinepPlace.Unix unix) {
        names.forEach(name -> urls.add("9p+unix://" + unix.socket() + "?aname=" + name));
      }
    }
    return String.join(" ", urls);
  }

  private static String text(InetSocketAddress address) {
    String host =
        address.getAddress().isAnyLocalAddress()
            ? "127.0.0.1"
            : address.getAddress().getHostAddress();
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
  }

  private void notice(String text) {
    session.err().println("byway: " + text);
    session.err().flush();
  }

  private ParameterException misuse(String message) {
    return new ParameterException(Objects.requireNonNull(spec).commandLine(), message);
  }
}
