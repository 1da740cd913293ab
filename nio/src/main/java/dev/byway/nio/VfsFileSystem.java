package dev.byway.nio;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.vfs.Caller;
import dev.byway.vfs.Capabilities.Feature;
import dev.byway.vfs.PathText;
import dev.byway.vfs.Vfs;
import dev.byway.vfs.lock.LockClient;
import dev.byway.vfs.lock.LockOwner;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.nio.file.ClosedFileSystemException;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.ReadOnlyFileSystemException;
import java.nio.file.WatchService;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// A room as a `java.nio.file.FileSystem`: its root is `/`, which is also the directory that
/// relative paths start from.
///
/// ```java
/// try (FileSystem files = VfsFileSystem.of(new MemoryVfs(), Caller.ROOT)) {
///   Files.writeString(files.getPath("/hello.txt"), "hello");
/// }
/// ```
///
/// Names are bytes here, as they are on the server: a name that is not UTF-8 keeps its bytes, reads
/// as a `String` with a lone surrogate `U+DC80` to `U+DCFF` for each byte that is no UTF-8, and is
/// found again by that text. Any thread.
///
/// A thread that is interrupted before it calls is not disturbed by that; one that is interrupted
/// while it waits for the room gets an [java.io.InterruptedIOException], and of what it was doing
/// nobody knows how far it came.
public final class VfsFileSystem extends FileSystem {
  private final NfsFileSystemProvider provider;
  private final Vfs room;
  private final NioSettings settings;
  private final Origin origin;
  private final Walk walk;
  private final Locks locks = new Locks();
  private final LockOwner lockOwner = lockOwnerOfProcess();
  private final Accounts accounts = new Accounts();
  private final Set<Closeable> open = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  VfsFileSystem(NfsFileSystemProvider provider, Vfs room, NioSettings settings, Origin origin) {
    this.provider = provider;
    this.room = room;
    this.settings = settings;
    this.origin = origin;
    this.walk = new Walk(room, settings.caller(), room.root());
  }

  /// A room's files, for one caller, with this process's umask.
  ///
  /// @param room closed with the file system
  public static VfsFileSystem of(Vfs room, Caller caller) {
    return of(room, NioSettings.ofProcess().withCaller(caller));
  }

  /// A room's files. Until it is closed `Path.of(URI)` finds them by the URIs that its paths have,
  /// `nfs://room-1.invalid/...`, in this process only.
  ///
  /// @param room closed with the file system
  public static VfsFileSystem of(Vfs room, NioSettings settings) {
    return NfsFileSystemProvider.installed().mounts().adopt(room, settings);
  }

  NioSettings settings() {
    return settings;
  }

  Caller caller() {
    return settings.caller();
  }

  /// @throws ClosedFileSystemException closed
  Vfs room() {
    if (closed) {
      throw new ClosedFileSystemException();
    }
    return room;
  }

  Walk walk() {
    room();
    return walk;
  }

  Locks locks() {
    return locks;
  }

  /// To the room, all channels lock as one: `FileLock` says that locks are the JVM's.
  LockOwner lockOwner() {
    return lockOwner;
  }

  private static LockOwner lockOwnerOfProcess() {
    int pid = (int) ProcessHandle.current().pid();
    return new LockOwner(new LockClient("java.nio"), new byte[] {1}, pid);
  }

  Accounts accounts() {
    return accounts;
  }

  Origin origin() {
    return origin;
  }

  /// What a call does; done a second time if it fails by ESTALE: the name may have come to mean
  /// another file between finding and using it.
  interface Operation<T> {
    T run() throws IOException;
  }

  /// Makes a call about a path.
  <T> T at(VfsPath path, Operation<T> operation) throws IOException {
    return at(path, null, operation);
  }

  /// Makes a call about one or two paths: the room's failures become those of `java.nio.file`.
  <T> T at(VfsPath path, @Nullable VfsPath other, Operation<T> operation) throws IOException {
    room();
    boolean interrupted = Thread.interrupted();
    try {
      return twiceIfStale(operation);
    } catch (ErrnoException e) {
      throw Failures.of(e, path, other);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static <T> T twiceIfStale(Operation<T> operation) throws IOException {
    try {
      return operation.run();
    } catch (ErrnoException e) {
      if (e.errno() != Errno.ESTALE) {
        throw e;
      }
      return operation.run();
    }
  }

  /// @throws ReadOnlyFileSystemException it was opened so
  void mayChange() {
    if (settings.readOnly()) {
      throw new ReadOnlyFileSystemException();
    }
  }

  /// Closes this with the file system.
  <C extends Closeable> C keep(C closeable) throws IOException {
    open.add(closeable);
    if (closed) {
      closeable.close();
      throw new ClosedFileSystemException();
    }
    return closeable;
  }

  void forget(Closeable closeable) {
    open.remove(closeable);
  }

  URI uri(VfsPath absolute) {
    return origin.uri(absolute.bytes());
  }

  VfsPath path(byte[] bytes) {
    return new VfsPath(this, PathBytes.tidy(bytes));
  }

  @Override
  public NfsFileSystemProvider provider() {
    return provider;
  }

  @Override
  public Path getPath(String first, String... more) {
    StringBuilder text = new StringBuilder(first);
    for (String name : more) {
      if (!name.isEmpty()) {
        text.append(text.isEmpty() ? "" : "/").append(name);
      }
    }
    return path(PathText.bytes(text.toString()));
  }

  /// Patterns `glob:` and `regex:`, as [FileSystem#getPathMatcher] has them.
  @Override
  public PathMatcher getPathMatcher(String syntaxAndPattern) {
    return PathPattern.parse(syntaxAndPattern);
  }

  /// Names and numbers; the names are those of this machine's `/etc/passwd` and `/etc/group`.
  @Override
  public UserPrincipalLookupService getUserPrincipalLookupService() {
    return accounts;
  }

  /// A service that looks every [NioSettings#watchInterval].
  @Override
  public WatchService newWatchService() throws IOException {
    return keep(new PollingWatchService(this));
  }

  @Override
  public Set<String> supportedFileAttributeViews() {
    return room.capabilities().has(Feature.XATTR)
        ? Set.of("basic", "posix", "owner", "unix", VfsUserAttributeView.NAME)
        : Set.of("basic", "posix", "owner", "unix");
  }

  @Override
  public String getSeparator() {
    return "/";
  }

  @Override
  public Iterable<Path> getRootDirectories() {
    return List.of(path(PathBytes.ROOT));
  }

  @Override
  public Iterable<FileStore> getFileStores() {
    return List.of(new VfsFileStore(path(PathBytes.ROOT)));
  }

  @Override
  public boolean isOpen() {
    return !closed;
  }

  @Override
  public boolean isReadOnly() {
    return settings.readOnly();
  }

  /// Closes its channels, streams and watch services, then the room. What a channel wrote is put on
  /// stable storage, and the first failure to do so is thrown when all is closed.
  @Override
  public void close() throws IOException {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
    }
    provider.mounts().forget(this);
    IOException first = null;
    for (Closeable closeable : open) {
      try {
        closeable.close();
      } catch (IOException e) {
        first = first == null ? e : first;
      }
    }
    open.clear();
    room.close();
    if (first != null) {
      throw first;
    }
  }

  /// Where it is from.
  @Override
  public String toString() {
    return origin.toString();
  }
}
