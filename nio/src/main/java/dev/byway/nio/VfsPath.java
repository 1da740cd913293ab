package dev.byway.nio;

import dev.byway.vfs.PathText;
import java.io.IOException;
import java.net.URI;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.ProviderMismatchException;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A path of a room: bytes, compared as bytes. Immutable.
final class VfsPath implements Path {
  private final VfsFileSystem fileSystem;
  private final byte[] bytes;
  private @Nullable List<byte[]> names;
  private @Nullable String text;

  /// @param bytes taken over, tidy
  VfsPath(VfsFileSystem fileSystem, byte[] bytes) {
    this.fileSystem = fileSystem;
    this.bytes = bytes;
  }

  /// @throws ProviderMismatchException a path of another provider
  static VfsPath of(Path path) {
    if (path instanceof VfsPath ours) {
      return ours;
    }
    if (path == null) {
      throw new NullPointerException("path");
    }
    throw new ProviderMismatchException(path + " is not a path of this provider");
  }

  private VfsPath with(byte[] others) {
    return new VfsPath(fileSystem, others);
  }

  /// The path's own array: do not change it.
  byte[] bytes() {
    return bytes;
  }

  /// The names' own arrays: do not change them.
  List<byte[]> names() {
    List<byte[]> known = names;
    if (known == null) {
      known = List.copyOf(PathBytes.names(bytes)); // safe to be seen by other threads
      names = known;
    }
    return known;
  }

  /// A name below this path.
  VfsPath below(byte[] name) {
    return with(PathBytes.append(bytes, name));
  }

  /// The last name; empty of the root and the empty path.
  byte[] lastName() {
    return names().isEmpty() ? PathBytes.EMPTY : names().getLast();
  }

  @Override
  public VfsFileSystem getFileSystem() {
    return fileSystem;
  }

  @Override
  public boolean isAbsolute() {
    return PathBytes.isAbsolute(bytes);
  }

  @Override
  public @Nullable Path getRoot() {
    return isAbsolute() ? with(PathBytes.ROOT) : null;
  }

  @Override
  public @Nullable Path getFileName() {
    if (bytes.length == 0) {
      return this;
    }
    return names().isEmpty() ? null : with(names().getLast());
  }

  @Override
  public @Nullable Path getParent() {
    List<byte[]> all = names();
    if (all.isEmpty() || (all.size() == 1 && !isAbsolute())) {
      return null;
    }
    return with(PathBytes.join(isAbsolute(), all.subList(0, all.size() - 1)));
  }

  @Override
  public int getNameCount() {
    return bytes.length == 0 ? 1 : names().size();
  }

  @Override
  public Path getName(int index) {
    return subpath(index, index + 1);
  }

  @Override
  public Path subpath(int beginIndex, int endIndex) {
    if (beginIndex < 0 || endIndex > getNameCount() || beginIndex >= endIndex) {
      throw new IllegalArgumentException("no names " + beginIndex + " to " + endIndex);
    }
    return bytes.length == 0
        ? this
        : with(PathBytes.join(false, names().subList(beginIndex, endIndex)));
  }

  @Override
  public boolean startsWith(Path other) {
    if (!isHere(other) || other.isAbsolute() != isAbsolute()) {
      return false;
    }
    List<byte[]> theirs = ((VfsPath) other).names();
    boolean mayBe = theirs.size() <= names().size();
    boolean empty = ((VfsPath) other).bytes.length == 0;
    return empty ? bytes.length == 0 : mayBe && same(names().subList(0, theirs.size()), theirs);
  }

  @Override
  public boolean endsWith(Path other) {
    if (!isHere(other)) {
      return false;
    }
    if (other.isAbsolute() || ((VfsPath) other).bytes.length == 0) {
      return equals(other);
    }
    List<byte[]> theirs = ((VfsPath) other).names();
    int from = names().size() - theirs.size();
    return from >= 0 && same(names().subList(from, names().size()), theirs);
  }

  private boolean isHere(Path other) {
    return Objects.requireNonNull(other) instanceof VfsPath ours && ours.fileSystem == fileSystem;
  }

  private static boolean same(List<byte[]> some, List<byte[]> others) {
    for (int i = 0; i < some.size(); i++) {
      if (!Arrays.equals(some.get(i), others.get(i))) {
        return false;
      }
    }
    return true;
  }

  @Override
  public Path normalize() {
    byte[] normal = PathBytes.normal(bytes);
    return Arrays.equals(normal, bytes) ? this : with(normal);
  }

  @Override
  public Path resolve(Path other) {
    VfsPath theirs = of(other);
    return theirs.isAbsolute() ? theirs : with(PathBytes.append(bytes, theirs.bytes));
  }

  @Override
  public Path relativize(Path other) {
    VfsPath theirs = of(other);
    if (theirs.fileSystem != fileSystem) {
      throw new IllegalArgumentException(other + " is in another file system");
    }
    if (theirs.isAbsolute() != isAbsolute()) {
      throw new IllegalArgumentException("only one of " + this + " and " + other + " is absolute");
    }
    return with(PathBytes.relative(bytes, theirs.bytes));
  }

  @Override
  public URI toUri() {
    return fileSystem.uri(toAbsolutePath());
  }

  @Override
  public VfsPath toAbsolutePath() {
    return isAbsolute() ? this : with(PathBytes.append(PathBytes.ROOT, bytes));
  }

  @Override
  public Path toRealPath(LinkOption... options) throws IOException {
    boolean follow = Follow.links(options);
    return fileSystem.at(
        this,
        () -> {
          List<byte[]> real = new ArrayList<>();
          if (follow) {
            fileSystem.walk().find(this, true, real);
          } else {
            fileSystem.walk().tidy(this, real);
          }
          return with(PathBytes.join(true, real));
        });
  }

  @Override
  public WatchKey register(
      WatchService watcher, WatchEvent.Kind<?>[] events, WatchEvent.Modifier... modifiers)
      throws IOException {
    if (watcher instanceof PollingWatchService ours && ours.fileSystem() == fileSystem) {
      return ours.watch(this, events, modifiers);
    }
    throw new ProviderMismatchException("a watch service of another file system");
  }

  /// As bytes, unsigned.
  @Override
  public int compareTo(Path other) {
    return Arrays.compareUnsigned(bytes, ((VfsPath) other).bytes);
  }

  @Override
  public boolean equals(@Nullable Object object) {
    return object instanceof VfsPath that
        && fileSystem == that.fileSystem
        && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /// See [PathText] for names that are not UTF-8.
  @Override
  public String toString() {
    String known = text;
    if (known == null) {
      known = PathText.of(bytes);
      text = known;
    }
    return known;
  }
}
