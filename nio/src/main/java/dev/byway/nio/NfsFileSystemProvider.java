package dev.byway.nio;

import dev.byway.base.Errno;
import dev.byway.vfs.Access;
import dev.byway.vfs.Attributes;
import dev.byway.vfs.Capabilities.Feature;
import dev.byway.vfs.Entry;
import dev.byway.vfs.FileType;
import dev.byway.vfs.SetAttributes;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.LinkOption;
import java.nio.file.NotLinkException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.spi.FileSystemProvider;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/// `nfs:` paths. Programs find it by themselves:
///
/// ```java
/// Path path = Path.of(URI.create("nfs://server/export/dir/file"));
/// FileSystem files = FileSystems.newFileSystem(URI.create("nfs://server/export?soft"), Map.of());
/// ```
///
/// The options of the URI are those of [dev.byway.client.NfsUrl], and `umask` (octal) and `watch`
/// (milliseconds between two looks of a `WatchService`). All of them may also be given in the
/// environment, and there `caller`, a [dev.byway.vfs.Caller]; without it calls are made as the user
/// who runs this process.
///
/// `newFileSystem` makes the path of the URI its root. `Path.of(URI)` takes the open file system
/// with the same server and options that is nearest above the path; if there is none, it mounts the
/// longest export in the server's list that holds the path. Either way the file system stays open,
/// shared by all, until somebody closes it or the JVM ends.
public final class NfsFileSystemProvider extends FileSystemProvider {
  private final Mounts mounts = new Mounts(this);

  /// For `ServiceLoader`; others use [java.nio.file.FileSystems] and [VfsFileSystem#of].
  public NfsFileSystemProvider() {}

  private static final class Alone {
    static final NfsFileSystemProvider PROVIDER = new NfsFileSystemProvider();
  }

  /// The one that the JDK has; one of our own where it has none (a class loader that it does not
  /// look into).
  static NfsFileSystemProvider installed() {
    for (FileSystemProvider each : installedProviders()) {
      if (each instanceof NfsFileSystemProvider ours) {
        return ours;
      }
    }
    return Alone.PROVIDER;
  }

  Mounts mounts() {
    return mounts;
  }

  @Override
  public String getScheme() {
    return Origin.SCHEME;
  }

  @Override
  public FileSystem newFileSystem(URI uri, Map<String, ?> env) throws IOException {
    return mounts.create(Origin.parse(uri), env);
  }

  @Override
  public FileSystem getFileSystem(URI uri) {
    return mounts.find(Origin.parse(uri));
  }

  /// @throws FileSystemNotFoundException it is not open and cannot be opened; the cause says why
  @Override
  public Path getPath(URI uri) {
    try {
      return mounts.path(Origin.parse(uri));
    } catch (IOException e) {
      FileSystemNotFoundException missing = new FileSystemNotFoundException(e.getMessage());
      missing.initCause(e);
      throw missing;
    }
  }

  /// A `FileChannel`, but one that stays open when its thread is interrupted: `Files.readAllBytes`
  /// and others are made of it, and on the JDK's own files they are not disturbed either.
  @Override
  public SeekableByteChannel newByteChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attrs) throws IOException {
    return channel(path, false, options, attrs);
  }

  @Override
  public FileChannel newFileChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attrs) throws IOException {
    return channel(path, true, options, attrs);
  }

  private static FileChannel channel(
      Path path,
      boolean interruptible,
      Set<? extends OpenOption> options,
      FileAttribute<?>... attrs)
      throws IOException {
    VfsPath ours = VfsPath.of(path);
    FileData data = Opening.open(ours, HowToOpen.of(options), attrs);
    return ours.getFileSystem().keep(new VfsFileChannel(data, interruptible));
  }

  @Override
  public AsynchronousFileChannel newAsynchronousFileChannel(
      Path path,
      Set<? extends OpenOption> options,
      @Nullable ExecutorService executor,
      FileAttribute<?>... attrs)
      throws IOException {
    HowToOpen how = HowToOpen.of(options);
    if (how.append()) {
      throw new UnsupportedOperationException("APPEND, where each write has its position");
    }
    VfsPath ours = VfsPath.of(path);
    FileData data = Opening.open(ours, how, attrs);
    return ours.getFileSystem().keep(new VfsAsynchronousFileChannel(data, executor));
  }

  @Override
  public InputStream newInputStream(Path path, OpenOption... options) throws IOException {
    Set<OpenOption> all = new HashSet<>(List.of(options));
    if (all.contains(StandardOpenOption.WRITE) || all.contains(StandardOpenOption.APPEND)) {
      throw new UnsupportedOperationException("an input stream that writes");
    }
    all.add(StandardOpenOption.READ);
    return Channels.newInputStream(channel(path, false, all));
  }

  @Override
  public OutputStream newOutputStream(Path path, OpenOption... options) throws IOException {
    Set<OpenOption> all = new HashSet<>(List.of(options));
    if (all.contains(StandardOpenOption.READ)) {
      throw new IllegalArgumentException("an output stream that reads");
    }
    if (all.isEmpty()) {
      all.add(StandardOpenOption.CREATE);
      all.add(StandardOpenOption.TRUNCATE_EXISTING);
    }
    all.add(StandardOpenOption.WRITE);
    return Channels.newOutputStream(channel(path, false, all));
  }

  @Override
  public DirectoryStream<Path> newDirectoryStream(
      Path dir, DirectoryStream.Filter<? super Path> filter) throws IOException {
    VfsPath path = VfsPath.of(dir);
    Walk walk = path.getFileSystem().walk();
    return VfsDirectoryStream.open(walk, path, path, true, Objects.requireNonNull(filter));
  }

  @Override
  public void createDirectory(Path dir, FileAttribute<?>... attrs) throws IOException {
    VfsPath path = VfsPath.of(dir);
    VfsFileSystem files = path.getFileSystem();
    files.mayChange();
    int mode = Mode.ofNew(Mode.DIRECTORY, files.settings().umask(), attrs);
    files.at(
        path,
        () -> {
          Walk.Place place = files.walk().place(path, false);
          if (place.entry() != null) {
            throw new FileAlreadyExistsException(path.toString());
          }
          SetAttributes attributes = SetAttributes.ofMode(mode);
          return files.room().mkdir(files.caller(), place.parent(), place.name(), attributes);
        });
  }

  @Override
  public void createSymbolicLink(Path link, Path target, FileAttribute<?>... attrs)
      throws IOException {
    VfsPath path = VfsPath.of(link);
    VfsFileSystem files = path.getFileSystem();
    files.mayChange();
    if (attrs.length > 0) {
      throw new UnsupportedOperationException(attrs[0].name() + " of a symbolic link");
    }
    if (!files.room().capabilities().symbolicLinks()) {
      throw new UnsupportedOperationException("the server has no symbolic links");
    }
    byte[] bytes = VfsPath.of(target).bytes();
    files.at(
        path,
        () -> {
          Walk.Place place = files.walk().place(path, false);
          SetAttributes none = SetAttributes.NONE;
          return files.room().symlink(files.caller(), place.parent(), place.name(), bytes, none);
        });
  }

  /// A link to a symbolic link is one to the link itself, as on Linux.
  @Override
  public void createLink(Path link, Path existing) throws IOException {
    VfsPath path = VfsPath.of(link);
    VfsPath old = VfsPath.of(existing);
    VfsFileSystem files = path.getFileSystem();
    files.mayChange();
    if (!files.room().capabilities().hardLinks()) {
      throw new UnsupportedOperationException("the server has no hard links");
    }
    files.at(
        old,
        path,
        () -> {
          Entry entry = old.getFileSystem().walk().find(old, false);
          Walk.Place place = files.walk().place(path, false);
          return files.room().link(files.caller(), entry.node(), place.parent(), place.name());
        });
  }

  @Override
  public Path readSymbolicLink(Path link) throws IOException {
    VfsPath path = VfsPath.of(link);
    VfsFileSystem files = path.getFileSystem();
    return files.at(
        path,
        () -> {
          Entry entry = files.walk().find(path, false);
          if (entry.attributes().type() != FileType.SYMLINK) {
            throw new NotLinkException(path.toString());
          }
          return files.path(files.room().readlink(files.caller(), entry.node()));
        });
  }

  @Override
  public void delete(Path path) throws IOException {
    Removing.remove(VfsPath.of(path));
  }

  @Override
  public void copy(Path source, Path target, CopyOption... options) throws IOException {
    Copying.copy(VfsPath.of(source), VfsPath.of(target), options);
  }

  @Override
  public void move(Path source, Path target, CopyOption... options) throws IOException {
    Moving.move(VfsPath.of(source), VfsPath.of(target), options);
  }

  @Override
  public boolean isSameFile(Path path, Path path2) throws IOException {
    VfsPath one = VfsPath.of(path);
    if (one.equals(path2)) {
      return true;
    }
    if (!(path2 instanceof VfsPath other) || one.getFileSystem() != other.getFileSystem()) {
      return false;
    }
    Walk walk = one.getFileSystem().walk();
    Entry first = one.getFileSystem().at(one, () -> walk.find(one, true));
    Entry second = one.getFileSystem().at(other, () -> walk.find(other, true));
    return first.node().equals(second.node());
  }

  /// A name that starts with a dot.
  @Override
  public boolean isHidden(Path path) {
    byte[] name = VfsPath.of(path).lastName();
    return name.length > 0 && name[0] == '.';
  }

  @Override
  public FileStore getFileStore(Path path) throws IOException {
    checkAccess(path);
    return new VfsFileStore(VfsPath.of(path));
  }

  @Override
  public void checkAccess(Path path, AccessMode... modes) throws IOException {
    VfsPath ours = VfsPath.of(path);
    VfsFileSystem files = ours.getFileSystem();
    files.at(
        ours,
        () -> {
          Entry entry = files.walk().find(ours, true);
          int wanted = 0;
          for (AccessMode mode : modes) {
            if (mode == AccessMode.WRITE && files.isReadOnly()) {
              throw Errno.EROFS.exception();
            }
            wanted |= bits(mode, entry.attributes());
          }
          if (wanted != 0 && files.room().access(files.caller(), entry.node(), wanted) != wanted) {
            throw Errno.EACCES.exception();
          }
          return true;
        });
  }

  private static int bits(AccessMode mode, Attributes attributes) {
    int rwx =
        switch (mode) {
          case READ -> 4;
          case WRITE -> 2;
          case EXECUTE -> 1;
        };
    return Access.fromRwx(attributes.type(), rwx);
  }

  @Override
  public <V extends FileAttributeView> @Nullable V getFileAttributeView(
      Path path, Class<V> type, LinkOption... options) {
    VfsPath ours = VfsPath.of(path);
    return VfsAttributeView.of(ours.getFileSystem().walk(), ours, type, options);
  }

  @Override
  public <A extends BasicFileAttributes> A readAttributes(
      Path path, Class<A> type, LinkOption... options) throws IOException {
    if (type != BasicFileAttributes.class && type != PosixFileAttributes.class) {
      throw new UnsupportedOperationException(type.getName());
    }
    return type.cast(view(path, options).readAttributes());
  }

  @Override
  public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options)
      throws IOException {
    VfsUserAttributeView own = ownView(path, attributes, options);
    return own == null
        ? view(path, options).read(attributes)
        : own.read(attributes.substring(VfsUserAttributeView.PREFIX.length()));
  }

  @Override
  public void setAttribute(Path path, String attribute, Object value, LinkOption... options)
      throws IOException {
    VfsUserAttributeView own = ownView(path, attribute, options);
    if (own == null) {
      view(path, options).set(attribute, value);
    } else {
      own.set(attribute.substring(VfsUserAttributeView.PREFIX.length()), value);
    }
  }

  /// @return null when the attributes are of another view, or there is no such view
  private static @Nullable VfsUserAttributeView ownView(
      Path path, String attributes, LinkOption... options) {
    VfsPath ours = VfsPath.of(path);
    VfsFileSystem files = ours.getFileSystem();
    boolean own =
        attributes.startsWith(VfsUserAttributeView.PREFIX)
            && files.room().capabilities().has(Feature.XATTR);
    return own ? new VfsUserAttributeView(files.walk(), ours, Follow.links(options)) : null;
  }

  private static VfsAttributeView view(Path path, LinkOption... options) {
    return new VfsAttributeView(VfsPath.of(path), Follow.links(options), "posix");
  }
}
