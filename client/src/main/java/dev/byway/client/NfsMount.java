package dev.byway.client;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.client.cache.CacheOptions;
import dev.byway.client.cache.CachingVfs;
import dev.byway.client.localio.LocalioOptions;
import dev.byway.client.localio.LocalioVfs;
import dev.byway.client.nfs3.Nfs3Mounting;
import dev.byway.client.nfs3.Nfs3Options;
import dev.byway.client.nfs3.Nfs3Vfs;
import dev.byway.client.nlm4.NlmLocks;
import dev.byway.client.rpc.Patience;
import dev.byway.client.rpc.RpcClient;
import dev.byway.client.rpc.RpcSettings;
import dev.byway.client.status.OpenRooms;
import dev.byway.net.localio.RendezvousFolder;
import dev.byway.vfs.Caller;
import dev.byway.vfs.Name;
import dev.byway.vfs.PathText;
import dev.byway.vfs.Vfs;
import dev.byway.wire.nfs3.Nfs3;
import dev.byway.wire.nlm4.Nlm4;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Mounts a directory of an NFS server:
///
/// ```java
/// try (Vfs room = NfsMount.open(NfsUrl.parse("nfs://127.0.0.1:2049/data"))) {
///   Entry found = room.lookup(Caller.ROOT, room.root(), Name.of("hello.txt"));
/// }
/// ```
public final class NfsMount {
  private static final int TENTHS_MILLIS = (int) TimeUnit.SECONDS.toMillis(1) / 10;

  private NfsMount() {}

  /// A room that was mounted at or above the path of a URL.
  ///
  /// @param room to be closed by the caller
  /// @param below the names from its root to the URL's path; none when the path itself is the root
  public record Mounted(Vfs room, List<Name> below) {}

  /// Mounts the directory that a URL names. Its files are read and written directly when the server
  /// is on this host, unless the URL says `localio=off`, and cached otherwise, unless it says
  /// `cache=off`.
  ///
  /// @return a [CachingVfs] before a [LocalioVfs], which can tell the road of each file, or before
  ///     an [Nfs3Vfs] without LOCALIO; or that room itself without a cache
  /// @throws ErrnoException as [#openWire]
  public static Vfs open(NfsUrl url) throws ErrnoException {
    return client(openWire(url), url);
  }

  /// As [#open], with LOCALIO as these options say, whatever the URL does, and without a cache.
  public static LocalioVfs open(NfsUrl url, LocalioOptions localio) throws ErrnoException {
    Nfs3Vfs wire = openWire(url);
    return OpenRooms.cover(
        wire, new LocalioVfs(wire, new LocalioOverNfs(wire, identity(url)), localio));
  }

  private static Vfs client(Nfs3Vfs wire, NfsUrl url) {
    Vfs room = beside(wire, url);
    return OpenRooms.cover(
        wire, url.isOn("cache", true) ? new CachingVfs(room, caching(wire, url)) : room);
  }

  /// Requests of the cache are those that the server takes.
  private static CacheOptions caching(Nfs3Vfs wire, NfsUrl url) {
    Nfs3Vfs.Limits limits = wire.limits();
    return CacheOptions.defaults().with(url.options()).withSizes(limits.rsize(), limits.wsize());
  }

  private static Vfs beside(Nfs3Vfs wire, NfsUrl url) {
    if (!url.isOn("localio", true)) {
      return wire;
    }
    return new LocalioVfs(wire, new LocalioOverNfs(wire, identity(url)), localio(url));
  }

  /// How a URL's server is to be looked for on this host, if LOCALIO is on.
  public static LocalioOptions localio(NfsUrl url) {
    Path folder = url.rendezvous();
    LocalioOptions options = LocalioOptions.defaults();
    return folder == null ? options : options.withFolders(List.of(new RendezvousFolder(folder)));
  }

  /// Mounts the directory that a URL names, over the wire only.
  ///
  /// @throws ErrnoException ENOENT, EACCES, ENOTDIR from the server; ECONNREFUSED, EHOSTUNREACH,
  ///     ETIMEDOUT it is not there; ENOTSUP it does not serve NFSv3
  public static Nfs3Vfs openWire(NfsUrl url) throws ErrnoException {
    RpcSettings settings = settings(url);
    MountClient.Mounted root;
    try (MountClient mount = MountClient.find(url, settings)) {
      root = mount.mount(url.path());
    }
    return room(url, settings, root);
  }

  /// Mounts the longest part of a URL's path that the server lets be mounted: for a path that may
  /// lead to a file.
  public static Mounted openAbove(NfsUrl url) throws ErrnoException {
    RpcSettings settings = settings(url);
    List<Name> below = new ArrayList<>();
    MountClient.Mounted root = null;
    ErrnoException first = null;
    try (MountClient mount = MountClient.find(url, settings)) {
      String path = url.path();
      while (root == null) {
        try {
          root = mount.mount(path);
        } catch (ErrnoException e) {
          first = first == null ? e : first;
          if (path.equals("/") || !mayBeBelow(e.errno())) {
            throw first;
          }
          int slash = path.lastIndexOf('/');
          below.addFirst(Name.of(PathText.bytes(path.substring(slash + 1))));
          path = slash == 0 ? "/" : path.substring(0, slash);
        }
      }
    }
    return new Mounted(client(room(url, settings, root), url), List.copyOf(below));
  }

  /// What servers say of a path that is a file, or that may only be mounted further up.
  private static boolean mayBeBelow(Errno errno) {
    return errno == Errno.ENOENT
        || errno == Errno.ENOTDIR
        || errno == Errno.EACCES
        || errno == Errno.EPERM
        || errno == Errno.EINVAL;
  }

  private static Nfs3Vfs room(NfsUrl url, RpcSettings settings, MountClient.Mounted mounted)
      throws ErrnoException {
    RpcClient rpc =
        RpcClient.connect(MountClient.address(url.host(), nfsPort(url, settings)), settings);
    Nfs3Options options =
        new Nfs3Options(
            url.number("rsize").orElse(0),
            url.number("wsize").orElse(0),
            url.isOn("readonly", false),
            identity(url),
            machineName());
    Nfs3Vfs wire = mount(url, settings, rpc, mounted, options);
    OpenRooms.add(url.toString(), wire);
    return wire.afterClose(
        () -> {
          OpenRooms.remove(wire);
          mounted.unmount().run();
        });
  }

  private static Nfs3Vfs mount(
      NfsUrl url,
      RpcSettings settings,
      RpcClient rpc,
      MountClient.Mounted mounted,
      Nfs3Options options)
      throws ErrnoException {
    NlmLocks locks = null;
    boolean good = false;
    try {
      locks = url.isOn("lock", !url.isOn("nolock", false)) ? locks(url, settings, rpc) : null;
      Nfs3Vfs wire = Nfs3Mounting.mount(rpc, mounted.root(), options, locks);
      good = true;
      return wire;
    } finally {
      if (!good) {
        rpc.close();
        if (locks != null) {
          locks.close();
        }
      }
    }
  }

  /// The server's lock manager: at NFS's own port, as Byway has all programs there; else where the
  /// port mapper says. Null: there is none that can be found.
  private static @Nullable NlmLocks locks(NfsUrl url, RpcSettings settings, RpcClient nfs)
      throws ErrnoException {
    NlmLocks same = NlmLocks.at(nfs, false, machineName());
    if (same != null || url.port() != 0) {
      return same;
    }
    RpcSettings one = settings.withConnections(1);
    try {
      int port = MountClient.port(url, Nlm4.PROGRAM, Nlm4.VERSION, one);
      if (port == 0) {
        return null;
      }
      RpcClient rpc = RpcClient.connect(MountClient.address(url.host(), port), one);
      NlmLocks there = NlmLocks.at(rpc, true, machineName());
      if (there == null) {
        rpc.close();
      }
      return there;
    } catch (ErrnoException e) {
      System.getLogger(NfsMount.class.getName())
          .log(System.Logger.Level.INFO, "no locks of {0}: {1}", url.host(), e.getMessage());
      return null;
    }
  }

  private static int nfsPort(NfsUrl url, RpcSettings settings) throws ErrnoException {
    if (url.number("nfsport").isPresent()) {
      return url.number("nfsport").getAsInt();
    }
    if (url.port() != 0) {
      return url.port();
    }
    try {
      int port = MountClient.port(url, Nfs3.PROGRAM, Nfs3.VERSION, settings.withConnections(1));
      return port == 0 ? Nfs3.PORT : port;
    } catch (ErrnoException e) {
      if (e.errno() == Errno.ECONNREFUSED) {
        return Nfs3.PORT;
      }
      throw e;
    }
  }

  /// Who all calls are made as, if the URL says so.
  static @Nullable Caller identity(NfsUrl url) {
    boolean named = !url.user().isEmpty() || url.number("uid").isPresent();
    if (!named && url.number("gid").isEmpty()) {
      return null;
    }
    int user = url.user().isEmpty() ? 0 : Integer.parseUnsignedInt(url.user());
    int uid = url.number("uid").orElse(user);
    return Caller.of(uid, url.number("gid").orElse(uid), new int[0], "local");
  }

  static RpcSettings settings(NfsUrl url) {
    RpcSettings settings = RpcSettings.DEFAULT;
    return new RpcSettings(
        url.number("timeo").orElse(settings.timeoutMillis() / TENTHS_MILLIS) * TENTHS_MILLIS,
        url.number("retrans").orElse(settings.retrans()),
        patience(url),
        url.number("nconnect").orElse(settings.connections()),
        url.isOn("resvport", settings.reservedPort()));
  }

  private static Patience patience(NfsUrl url) {
    if (url.isOn("softerr", false)) {
      return Patience.SOFTERR;
    }
    return url.isOn("soft", !url.isOn("hard", true)) ? Patience.SOFT : Patience.HARD;
  }

  /// This machine's name, as the kernel says it.
  static String machineName() {
    try {
      return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
    } catch (IOException e) {
      return "localhost";
    }
  }
}
