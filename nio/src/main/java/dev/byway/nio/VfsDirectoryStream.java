package dev.byway.nio;

import dev.byway.vfs.Node;
import java.io.IOException;
import java.nio.file.ClosedDirectoryStreamException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/// The entries of a directory, some hundred at a time: a directory of any size streams through.
/// One thread.
final class VfsDirectoryStream implements DirectoryStream<Path> {
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

  /// @throws IOException the path leads to no directory, or it may not be listed
  static VfsDirectoryStream open(VfsPath directory, Filter<? super Path> filter)
      throws IOException {
    VfsFileSystem files = directory.getFileSystem();
    Node node = files.at(directory, () -> files.walk().find(directory, true).node());
    VfsDirectoryStream stream = new VfsDirectoryStream(directory, node, filter);
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
}
