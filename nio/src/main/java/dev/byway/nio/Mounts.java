package dev.byway.nio;

import dev.byway.base.ErrnoException;
import dev.byway.client.NfsExports;
import dev.byway.client.NfsMount;
import dev.byway.client.NfsUrl;
import dev.byway.vfs.Caller;
import dev.byway.vfs.PathText;
import dev.byway.vfs.Vfs;
import java.io.IOException;
import java.nio.file.FileSystemAlreadyExistsException;
import java.nio.file.FileSystemNotFoundException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The file systems that are open, by where they are from, and the one place where a URL is
/// mounted. A file system stays open until it is closed, however it was opened: paths that were
/// made of URIs share it, and nothing counts them.
final class Mounts {
  private static final String UMASK = "umask";
  private static final String WATCH = "watch";
  private static final String CALLER = "caller";

  private final NfsFileSystemProvider provider;
  private final Map<Origin, VfsFileSystem> open = new HashMap<>();
  private int rooms;

  Mounts(NfsFileSystemProvider provider) {
    this.provider = provider;
  }

  /// Opens a file system whose root is the path of the URL.
  ///
  /// @throws FileSystemAlreadyExistsException it is open already
  VfsFileSystem create(Origin url, Map<String, ?> env) throws IOException {
    Origin origin = url.with(texts(env));
    Caller caller = env.get(CALLER) instanceof Caller given ? given : null;
    synchronized (this) {
      if (open.containsKey(origin)) {
        throw new FileSystemAlreadyExistsException(origin.toString());
      }
    }
    VfsFileSystem made = mount(origin, caller);
    if (addOrOther(made) != made) {
      throw new FileSystemAlreadyExistsException(origin.toString());
    }
    return made;
  }

  private static Map<String, String> texts(Map<String, ?> env) {
    Map<String, String> texts = new TreeMap<>();
    env.forEach(
        (name, value) -> {
          if (!name.equals(CALLER)) {
            texts.put(name, String.valueOf(value));
          } else if (!(value instanceof Caller)) {
            throw new IllegalArgumentException("caller is no " + Caller.class.getName());
          }
        });
    return texts;
  }

  /// A room of any kind, under a name that no server has.
  synchronized VfsFileSystem adopt(Vfs room, NioSettings settings) {
    String host = "room-" + ++rooms + ".invalid";
    Origin origin = new Origin(host, PathBytes.ROOT, new TreeMap<>());
    VfsFileSystem made = new VfsFileSystem(provider, room, settings, origin);
    open.put(origin, made);
    return made;
  }

  /// @throws FileSystemNotFoundException none is open at or above this path
  VfsFileSystem find(Origin url) {
    VfsPath path = openPath(url);
    if (path == null) {
      throw new FileSystemNotFoundException(url.toString());
    }
    return path.getFileSystem();
  }

  /// The path of a URL in the open file system that is nearest above it; if there is none, in one
  /// that is opened for it: the export of the server that holds the path.
  VfsPath path(Origin url) throws IOException {
    VfsPath path = openPath(url);
    if (path != null) {
      return path;
    }
    VfsFileSystem made = mount(url.withPath(export(url)), null);
    VfsFileSystem shared = addOrOther(made);
    byte[] rest = shared.origin().rest(url);
    return shared.path(PathBytes.append(PathBytes.ROOT, rest == null ? PathBytes.EMPTY : rest));
  }

  private synchronized @Nullable VfsPath openPath(Origin url) {
    VfsPath best = null;
    int longest = -1;
    for (VfsFileSystem each : open.values()) {
      byte[] rest = each.origin().rest(url);
      int length = each.origin().path().length;
      if (rest != null && length > longest) {
        longest = length;
        best = each.path(PathBytes.append(PathBytes.ROOT, rest));
      }
    }
    return best;
  }

  /// Two threads may have mounted the same: the first one's is kept.
  private VfsFileSystem addOrOther(VfsFileSystem made) throws IOException {
    VfsFileSystem other;
    synchronized (this) {
      other = open.putIfAbsent(made.origin(), made);
    }
    if (other == null) {
      return made;
    }
    made.close();
    return other;
  }

  synchronized void forget(VfsFileSystem closed) {
    open.remove(closed.origin(), closed);
  }

  /// The longest export of the server's list that holds the path, else the path itself.
  private static byte[] export(Origin url) throws IOException {
    byte[] best = url.path();
    int longest = -1;
    for (NfsExports.Export export : exports(url)) {
      byte[] path = PathBytes.tidy(PathText.bytes(export.path()));
      if (path.length > longest
          && PathBytes.isAbsolute(path)
          && url.withPath(path).rest(url) != null) {
        longest = path.length;
        best = path;
      }
    }
    return best;
  }

  private static Iterable<NfsExports.Export> exports(Origin url) throws IOException {
    try {
      return NfsExports.list(nfsUrl(url));
    } catch (ErrnoException e) {
      throw new IOException(url + ": " + e.getMessage(), e);
    }
  }

  private static NfsUrl nfsUrl(Origin origin) {
    return NfsUrl.parse(origin.without(UMASK).without(WATCH).url());
  }

  private VfsFileSystem mount(Origin origin, @Nullable Caller caller) throws IOException {
    NioSettings settings = settings(origin, caller);
    NfsUrl url = nfsUrl(origin);
    if (url.isOn("readonly", false)) {
      settings = settings.asReadOnly();
    }
    try {
      return new VfsFileSystem(provider, NfsMount.open(url), settings, origin);
    } catch (ErrnoException e) {
      throw new IOException(origin + ": " + e.getMessage(), e);
    }
  }

  private static NioSettings settings(Origin origin, @Nullable Caller caller) {
    NioSettings settings = NioSettings.ofProcess();
    String umask = origin.options().get(UMASK);
    String watch = origin.options().get(WATCH);
    if (umask != null) {
      settings = settings.withUmask(Integer.parseUnsignedInt(umask, 8));
    }
    if (watch != null) {
      settings = settings.withWatchInterval(Duration.ofMillis(Long.parseLong(watch)));
    }
    return caller == null ? settings : settings.withCaller(caller);
  }
}
