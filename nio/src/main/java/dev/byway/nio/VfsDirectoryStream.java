package dev.byway.nio;

import dev.byway.vfs.Node;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.ClosedDirectoryStreamException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.ProviderMismatchException;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The entries of a directory, some hundred at a time: a directory of any size streams through. It
/// holds the directory itself, whatever becomes of its names: what is done by paths relative to it
/// is done there. One thread iterates; the rest any thread.
final class VfsDirectoryStream implements SecureDirectoryStream<Path> {
  private static final int BATCH = 1024;

  private final VfsPath directory;
  private final Node node;
  private final Filter<? super Path> filter;
  private final Deque<byte[]> names = new ArrayDeque<>();
  private long cookie;
  private boolean ended;
  private boolean iterated;
  private volatile boolean closed;

  private VfsDirectoryStream(VfsPath directory, Node node, Filter<? super Path> filter) {
    this.directory = directory;
    this.node = node;
    this.filter = filter;
  }

  /// @param where how the path is found
  /// @param path as `where` takes it
  /// @param name what the entries' paths start with
  /// @throws IOException the path leads to no directory, or it may not be listed
  static VfsDirectoryStream open(
      Walk where, VfsPath path, VfsPath name, boolean follow, Filter<? super Path> filter)
      throws IOException {
    VfsFileSystem files = path.getFileSystem();
    Node node = files.at(name, () -> where.find(path, follow).node());
    VfsDirectoryStream stream = new VfsDirectoryStream(name, node, filter);
    stream.fill();
    return files.keep(stream);
  }

  private void fill() throws IOException {
    VfsFileSystem files = directory.getFileSystem();
    ended =
        files.at(
            directory,
            () ->
                files
                    .room()
                    .readdir(
                        files.caller(),
                        node,
                        cookie,
                        false,
                        (name, fileid, next, entry) -> {
                          if (names.size() >= BATCH) {
                            return false;
                          }
                          if (!name.isSpecial()) {
                            names.addLast(name.unsafeBytes());
                          }
                          cookie = next;
                          return true;
                        }));
  }

  /// @throws IllegalStateException asked for once already, or closed
  @Override
  public Iterator<Path> iterator() {
    if (closed) {
      throw new IllegalStateException("closed", new ClosedDirectoryStreamException());
    }
    if (iterated) {
      throw new IllegalStateException("one iterator a stream");
    }
    iterated = true;
    return new Entries();
  }

  private final class Entries implements Iterator<Path> {
    private @Nullable Path next;

    @Override
    public boolean hasNext() {
      try {
        while (next == null && !closed) {
          while (names.isEmpty()) {
            if (ended) {
              return false;
            }
            fill();
          }
          Path path = directory.below(names.removeFirst());
          next = filter.accept(path) ? path : null;
        }
      } catch (IOException e) {
        throw new DirectoryIteratorException(e);
      }
      return next != null;
    }

    @Override
    public Path next() {
      if (!hasNext() || next == null) {
        throw new NoSuchElementException();
      }
      Path path = next;
      next = null;
      return path;
    }
  }

  @Override
  public void close() {
    closed = true;
    directory.getFileSystem().forget(this);
  }

  /// Where relative paths start.
  ///
  /// @throws ClosedDirectoryStreamException closed
  private Walk here() {
    if (closed) {
      throw new ClosedDirectoryStreamException();
    }
    return directory.getFileSystem().walk().from(node);
  }

  @Override
  public SecureDirectoryStream<Path> newDirectoryStream(Path path, LinkOption... options)
      throws IOException {
    VfsPath name = VfsPath.of(directory.resolve(path));
    return open(here(), VfsPath.of(path), name, Follow.links(options), each -> true);
  }

  @Override
  public SeekableByteChannel newByteChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attrs) throws IOException {
    FileData data = Opening.open(here(), VfsPath.of(path), HowToOpen.of(options), attrs);
    return directory.getFileSystem().keep(new VfsFileChannel(data, false));
  }

  @Override
  public void deleteFile(Path path) throws IOException {
    Removing.file(here(), VfsPath.of(path));
  }

  @Override
  public void deleteDirectory(Path path) throws IOException {
    Removing.directory(here(), VfsPath.of(path));
  }

  /// Replaces what has the new name, as rename(2).
  @Override
  public void move(Path srcpath, SecureDirectoryStream<Path> targetdir, Path targetpath)
      throws IOException {
    if (!(targetdir instanceof VfsDirectoryStream target)) {
      throw new ProviderMismatchException("a directory of another provider");
    }
    Moving.rename(here(), VfsPath.of(srcpath), target.here(), VfsPath.of(targetpath));
  }

  @Override
  public <V extends FileAttributeView> @Nullable V getFileAttributeView(Class<V> type) {
    return getFileAttributeView(directory.getFileSystem().path(PathBytes.EMPTY), type);
  }

  @Override
  public <V extends FileAttributeView> @Nullable V getFileAttributeView(
      Path path, Class<V> type, LinkOption... options) {
    return VfsAttributeView.of(here(), VfsPath.of(path), type, options);
  }
}
