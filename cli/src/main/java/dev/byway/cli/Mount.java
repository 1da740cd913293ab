package dev.byway.cli;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.cli.mount.Background;
import dev.byway.cli.mount.BoundedLog;
import dev.byway.cli.mount.Log;
import dev.byway.cli.mount.MountOptions;
import dev.byway.cli.mount.Source;
import dev.byway.fuse.FuseMount;
import dev.byway.linux.Descriptors;
import dev.byway.linux.FuseMounts;
import dev.byway.linux.Sessions;
import dev.byway.vfs.Vfs;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import sun.misc.Signal;
import sun.misc.SignalHandler;

@Command(
    name = "mount",
    description = {
      "Mounts a room at a directory, for any program: an NFS server, a directory of this machine, a"
          + " file system in memory. Returns when it can be used, and leaves a process behind that"
          + " serves it until `byway umount`.",
      ""
    },
    footer = {
      "",
      "Options after -o, separated by commas:",
      "  ro rw nosuid nodev noexec noatime allow_other default_permissions   as in mount(8)",
      "  uid=N gid=N umask=OCTAL   how owners and modes look",
      "  attr_timeout=S entry_timeout=S   seconds that the kernel may keep attributes and names",
      "  direct_io writeback passthrough=off threads=N max_threads=N max_read=BYTES",
      "  retry=MINUTES   how long to try a server that is not there (2)",
      "  and all options of nfs:// URLs: actimeo=3, soft, timeo=100, rsize=65536, localio=off ...",
      "root's mounts are for all users (noallow_other, nodefault_permissions: not); others mount by"
          + " fusermount3.",
      "",
      "Examples: byway mount nfs://server/export /mnt",
      "          byway mount nfs://server/export /mnt -o ro,actimeo=30",
      "          byway mount memory: ~/scratch",
      "docs/mount.md has the rest: /etc/fstab, speed, trouble."
    })
final class Mount extends WithHelp implements Callable<Integer> {
  private static final System.Logger LOG = System.getLogger(Mount.class.getName());

  /// How long programs may finish what they have open, when the process is told to stop.
  private static final Duration GRACE = Duration.ofSeconds(5);

  private final Session session;
  private int signals;

  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "ROOM",
      description = "nfs://HOST/PATH, HOST:/PATH, a directory, or memory: for an empty one.")
  private String room = "";

  @Parameters(index = "1", paramLabel = "DIRECTORY", description = "Where to mount it.")
  private Path directory = Path.of("");

  @Option(names = "-o", paramLabel = "OPTIONS", description = "See below; may be repeated.")
  private List<String> options = new ArrayList<>();

  @Option(
      names = {"-f", "--foreground"},
      description = "Stay, and log to standard error; ends with SIGINT, SIGTERM or an unmount.")
  private boolean foreground;

  @Option(names = "--background-child", hidden = true)
  private boolean child;

  Mount(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Source source = new Source(absolute(room));
    MountOptions parsed;
    try {
      parsed = MountOptions.parse(options);
      source.check(parsed);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          Objects.requireNonNull(spec).commandLine(), String.valueOf(e.getMessage()));
    }
    Path point = directory.toAbsolutePath().normalize();
    if (child) {
      return leaveTerminal(source, point, parsed);
    }
    if (foreground) {
      return serve(source, point, parsed);
    }
    inBackground(source, point);
    return 0;
  }

  /// A directory by its whole path, since the process that serves it lives elsewhere.
  private static String absolute(String room) {
    return new Source(room).isDirectory()
        ? Path.of(room).toAbsolutePath().normalize().toString()
        : room;
  }

  private void inBackground(Source source, Path point) throws IOException {
    List<String> command = new ArrayList<>(ServerChild.program());
    command.addAll(List.of("mount", "--background-child"));
    options.forEach(each -> command.addAll(List.of("-o", each)));
    command.addAll(List.of("--", source.text(), point.toString()));
    Path log = Log.of(point);
    String failure = Background.start(command, log, this::waiting);
    if (failure != null) {
      throw new Failure(failure);
    }
  }

  private int leaveTerminal(Source source, Path point, MountOptions parsed)
      throws InterruptedException {
    Signal.handle(new Signal("HUP"), SignalHandler.SIG_IGN);
    try {
      Sessions.setsid();
    } catch (ErrnoException e) {
      LOG.log(System.Logger.Level.DEBUG, "leads a process group already");
    }
    try {
      BoundedLog.ofStandardError();
      return serve(source, point, parsed);
    } catch (IOException | Failure e) {
      say(Background.FAILED + Failure.message(e));
      LOG.log(System.Logger.Level.ERROR, "{0}", Failure.message(e));
      return 1;
    }
  }

  private void waiting(String why) {
    if (child) {
      say(Background.WAITING + why);
    } else {
      session.err().println("byway mount: " + room + ": " + why);
      session.err().flush();
    }
  }

  private void say(String line) {
    session.out().println(line);
    session.out().flush();
  }

  /// Serves the mount to its end.
  private int serve(Source source, Path point, MountOptions parsed)
      throws IOException, InterruptedException {
    Thread main = Thread.currentThread();
    onSignals(main::interrupt);
    Descriptors.raiseLimit();
    try (Vfs vfs = source.open(parsed, LocalRooms.self(), this::waiting);
        FuseMount mount = FuseMount.mount(vfs, point, parsed.fuse(source.text()));
        var _ =
            Asked.open(
                "byway mount " + source.text() + " " + point,
                () -> Map.of("mount", figures(source, parsed, mount)))) {
      onSignals(() -> stop(mount, vfs));
      say(Background.MOUNTED + source.text() + " on " + mount.place());
      mount.awaitEnd();
      LOG.log(System.Logger.Level.INFO, "{0} is unmounted", mount.place());
    } catch (InterruptedException e) {
      throw new Failure("given up", e);
    }
    return 0;
  }

  private static Map<String, Object> figures(Source source, MountOptions parsed, FuseMount mount) {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("point", mount.place());
    figures.put("source", source.text());
    figures.put("options", parsed.toString());
    figures.put("threads", mount.threads());
    figures.put("nodes", mount.nodes());
    figures.put("open_files", mount.openFiles());
    figures.put("passthrough_files", mount.passthroughFiles());
    return figures;
  }

  /// The first signal asks to end, the second ends it.
  private void onSignals(Runnable task) {
    SignalHandler handler =
        signal -> {
          if (++signals > 1) {
            Runtime.getRuntime().halt(1);
          }
          Thread.ofPlatform().daemon().name("byway-stop").start(task);
        };
    Signal.handle(new Signal("TERM"), handler);
    Signal.handle(new Signal("INT"), handler);
    if (!child) {
      Signal.handle(new Signal("HUP"), handler);
    }
  }

  /// Takes the mount away. Who uses it may finish for a while, and gets errors then.
  private static void stop(FuseMount mount, Vfs vfs) {
    try {
      mount.unmount();
      return;
    } catch (ErrnoException e) {
      if (e.errno() != Errno.EBUSY) {
        LOG.log(System.Logger.Level.WARNING, "{0}", e.getMessage());
      }
    }
    try {
      FuseMounts.unmount(mount.place(), FuseMounts.MNT_DETACH);
      Thread.sleep(GRACE);
    } catch (ErrnoException e) {
      LOG.log(System.Logger.Level.WARNING, "{0}", e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    LOG.log(System.Logger.Level.WARNING, "{0} ends while it is in use", mount.place());
    vfs.close();
    Runtime.getRuntime().halt(1);
  }
}
