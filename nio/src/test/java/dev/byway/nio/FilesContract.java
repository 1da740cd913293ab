package dev.byway.nio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.ClosedDirectoryStreamException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.NotLinkException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What `Files` does. Also run on the JDK's own file system, which says what is right.
abstract class FilesContract {
  protected Path dir;

  /// An empty directory.
  abstract Path open() throws IOException;

  abstract void close() throws IOException;

  @BeforeEach
  void setUp() throws IOException {
    dir = open();
  }

  @AfterEach
  void tearDown() throws IOException {
    close();
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(dir.resolve(name), text);
  }

  @Test
  void whatIsWrittenIsRead() throws IOException {
    Path file = file("f", "hällo");
    assertThat(Files.readString(file)).isEqualTo("hällo");
    assertThat(Files.size(file)).isEqualTo(6);
    Files.writeString(file, "x");
    assertThat(Files.readString(file)).isEqualTo("x");
    Files.writeString(file, "yz", StandardOpenOption.APPEND);
    assertThat(Files.readAllLines(file)).containsExactly("xyz");
    byte[] big = new byte[3_000_000];
    new java.util.Random(1).nextBytes(big);
    Files.write(file, big);
    assertThat(Files.readAllBytes(file)).isEqualTo(big);
    assertThat(Files.mismatch(file, Files.copy(file, dir.resolve("g")))).isEqualTo(-1);
  }

  @Test
  void failuresHaveTheirExceptions() throws IOException {
    Path file = file("f", "");
    Files.createDirectories(dir.resolve("d/e"));
    Path full = dir.resolve("d");
    Path missing = dir.resolve("missing");
    assertThatThrownBy(() -> Files.readString(missing)).isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(() -> Files.delete(missing)).isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(() -> Files.createFile(file)).isInstanceOf(FileAlreadyExistsException.class);
    assertThatThrownBy(() -> Files.createDirectory(full))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThatThrownBy(() -> Files.delete(full)).isInstanceOf(DirectoryNotEmptyException.class);
    assertThatThrownBy(() -> Files.newDirectoryStream(file))
        .isInstanceOf(NotDirectoryException.class);
    assertThatThrownBy(() -> Files.readSymbolicLink(file)).isInstanceOf(NotLinkException.class);
    assertThatThrownBy(() -> Files.readString(file.resolve("below")))
        .isInstanceOf(FileSystemException.class);
    assertThatThrownBy(() -> Files.write(full, new byte[1]))
        .isInstanceOf(FileSystemException.class)
        .hasMessageContaining("Is a directory");
    assertThatThrownBy(() -> Files.copy(file, full)).isInstanceOf(FileAlreadyExistsException.class);
    assertThatThrownBy(() -> Files.copy(file, full, StandardCopyOption.REPLACE_EXISTING))
        .isInstanceOf(DirectoryNotEmptyException.class);
    assertThatThrownBy(() -> Files.move(file, full, StandardCopyOption.REPLACE_EXISTING))
        .isInstanceOf(DirectoryNotEmptyException.class);
    assertThatThrownBy(() -> Files.move(full, full.resolve("e/x")))
        .isInstanceOf(FileSystemException.class);
    assertThat(Files.deleteIfExists(missing)).isFalse();
    assertThat(Files.exists(missing)).isFalse();
    assertThat(Files.notExists(missing)).isTrue();
  }

  @Test
  void directoriesAreMadeListedWalkedAndRemoved() throws IOException {
    Path deep = Files.createDirectories(dir.resolve("a/b/c"));
    Files.createDirectories(deep);
    file("a/one.txt", "1");
    file("a/b/two.txt", "2");
    try (var stream = Files.newDirectoryStream(dir.resolve("a"), "*.{txt,md}")) {
      assertThat(stream).containsExactly(dir.resolve("a/one.txt"));
    }
    try (var walk = Files.walk(dir)) {
      assertThat(walk.map(path -> dir.relativize(path).toString()))
          .containsExactlyInAnyOrder("", "a", "a/b", "a/b/c", "a/b/two.txt", "a/one.txt");
    }
    try (var found = Files.find(dir, 9, (path, attributes) -> attributes.isRegularFile())) {
      assertThat(found.count()).isEqualTo(2);
    }
    Files.delete(deep);
    assertThat(Files.isDirectory(deep)).isFalse();
  }

  @Test
  void aLargeDirectoryStreamsThrough() throws IOException {
    TreeSet<String> names = new TreeSet<>();
    for (int i = 0; i < 2500; i++) {
      String name = "file-" + i;
      Files.createFile(dir.resolve(name));
      names.add(name);
    }
    try (var entries = Files.list(dir)) {
      assertThat(entries.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(names);
    }
    try (var stream = Files.newDirectoryStream(dir)) {
      for (Path each : stream) {
        Files.delete(each);
      }
    }
    try (var entries = Files.list(dir)) {
      assertThat(entries).isEmpty();
    }
  }

  @Test
  void aDirectoryStreamHasOneIteratorAndEndsWhenClosed() throws IOException {
    file("f", "");
    var stream = Files.newDirectoryStream(dir);
    var entries = stream.iterator();
    assertThatThrownBy(stream::iterator).isInstanceOf(IllegalStateException.class);
    stream.close();
    assertThatThrownBy(stream::iterator).isInstanceOf(IllegalStateException.class);
    while (entries.hasNext()) {
      entries.next();
    }
    assertThat(entries.hasNext()).isFalse();
  }

  @Test
  void aSecureStreamHoldsItsDirectoryWhateverItsName() throws IOException {
    Path sub = Files.createDirectories(dir.resolve("sub/deep")).resolve("..").normalize();
    file("sub/f", "data");
    Path other = Files.createDirectory(dir.resolve("other"));
    Path name = dir.getFileSystem().getPath("f");
    try (var here = (SecureDirectoryStream<Path>) Files.newDirectoryStream(sub);
        var there = (SecureDirectoryStream<Path>) Files.newDirectoryStream(other)) {
      Files.move(sub, dir.resolve("moved"));
      try (var channel = here.newByteChannel(name, Set.of(StandardOpenOption.READ))) {
        assertThat(channel.size()).isEqualTo(4);
      }
      var view = here.getFileAttributeView(name, PosixFileAttributeView.class);
      assertThat(view.readAttributes().size()).isEqualTo(4);
      assertThat(
              here.getFileAttributeView(PosixFileAttributeView.class)
                  .readAttributes()
                  .isDirectory())
          .isTrue();
      here.move(name, there, dir.getFileSystem().getPath("g"));
      assertThat(Files.readString(other.resolve("g"))).isEqualTo("data");
      Path deep = dir.getFileSystem().getPath("deep");
      assertThatThrownBy(() -> here.deleteFile(deep)).isInstanceOf(IOException.class);
      try (var below = here.newDirectoryStream(deep, LinkOption.NOFOLLOW_LINKS)) {
        assertThat(below).isEmpty();
      }
      here.deleteDirectory(deep);
      there.deleteFile(dir.getFileSystem().getPath("g"));
      assertThatThrownBy(() -> there.deleteFile(name)).isInstanceOf(NoSuchFileException.class);
      there.close();
      assertThatThrownBy(() -> there.deleteFile(name))
          .isInstanceOf(ClosedDirectoryStreamException.class);
    }
    try (var left = Files.list(dir.resolve("moved"))) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void symbolicLinksAreFollowedAndNot() throws IOException {
    Path file = file("f", "data");
    Path sub = Files.createDirectories(dir.resolve("s/t"));
    Path link = Files.createSymbolicLink(dir.resolve("link"), file.getFileName());
    Path up = Files.createSymbolicLink(sub.resolve("up"), dir.getFileSystem().getPath("../.."));
    Path dangling =
        Files.createSymbolicLink(dir.resolve("dangling"), dir.getFileSystem().getPath("later"));
    assertThat(Files.readSymbolicLink(link).toString()).isEqualTo("f");
    assertThat(Files.readString(link)).isEqualTo("data");
    assertThat(Files.isSymbolicLink(link)).isTrue();
    assertThat(Files.isRegularFile(link, LinkOption.NOFOLLOW_LINKS)).isFalse();
    assertThat(Files.isSameFile(link, file)).isTrue();
    assertThat(up.resolve("link").toRealPath()).isEqualTo(file.toRealPath());
    assertThat(up.resolve("link").toRealPath(LinkOption.NOFOLLOW_LINKS))
        .isEqualTo(up.resolve("link"));
    Files.createSymbolicLink(sub.resolve("in"), dir.getFileSystem().getPath("../../s"));
    assertThat(sub.resolve("in/.././s/../link").toRealPath(LinkOption.NOFOLLOW_LINKS))
        .isEqualTo(sub.resolve("in/../link"));
    assertThat(sub.resolve("../t/up").toRealPath(LinkOption.NOFOLLOW_LINKS)).isEqualTo(up);
    assertThat(up.resolve("../x").normalize()).isEqualTo(sub.resolve("x"));
    assertThatThrownBy(() -> dir.resolve("none/../f").toRealPath(LinkOption.NOFOLLOW_LINKS))
        .isInstanceOf(NoSuchFileException.class);
    assertThat(Files.exists(dangling)).isFalse();
    assertThat(Files.exists(dangling, LinkOption.NOFOLLOW_LINKS)).isTrue();
    assertThatThrownBy(() -> Files.createFile(dangling))
        .isInstanceOf(FileAlreadyExistsException.class);
    Files.writeString(dangling, "now");
    assertThat(Files.readString(dir.resolve("later"))).isEqualTo("now");
    assertThatThrownBy(
            () -> Files.newByteChannel(link, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("link");
    Files.delete(link);
    assertThat(Files.exists(file)).isTrue();
  }

  @Test
  void linksInACircleAreFound() throws IOException {
    Path a = Files.createSymbolicLink(dir.resolve("a"), dir.getFileSystem().getPath("b"));
    Files.createSymbolicLink(dir.resolve("b"), dir.getFileSystem().getPath("a"));
    assertThatThrownBy(() -> Files.readString(a)).isInstanceOf(FileSystemException.class);
    Path loop = Files.createDirectory(dir.resolve("loop"));
    Files.createSymbolicLink(loop.resolve("again"), dir.getFileSystem().getPath("../loop"));
    assertThatThrownBy(
            () -> {
              try (var walk = Files.walk(loop, FileVisitOption.FOLLOW_LINKS)) {
                walk.forEach(path -> {});
              }
            })
        .hasRootCauseInstanceOf(java.nio.file.FileSystemLoopException.class);
  }

  @Test
  void hardLinksAreTheSameFile() throws IOException {
    Path file = file("f", "one");
    Path other = Files.createLink(dir.resolve("g"), file);
    Files.writeString(other, "two");
    assertThat(Files.readString(file)).isEqualTo("two");
    assertThat(Files.isSameFile(file, other)).isTrue();
    assertThat(Files.getAttribute(file, "unix:nlink")).isEqualTo(2);
    assertThatThrownBy(() -> Files.createLink(other, file))
        .isInstanceOf(FileAlreadyExistsException.class);
    Files.delete(file);
    assertThat(Files.readString(other)).isEqualTo("two");
  }

  @Test
  void copiesKeepWhatTheyShould() throws IOException {
    Path file = file("f", "data");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-x---"));
    FileTime then = FileTime.from(Instant.parse("2001-02-03T04:05:06Z"));
    Files.setLastModifiedTime(file, then);
    Path plain = Files.copy(file, dir.resolve("plain"));
    Path same = Files.copy(file, dir.resolve("same"), StandardCopyOption.COPY_ATTRIBUTES);
    assertThat(Files.getLastModifiedTime(plain)).isNotEqualTo(then);
    assertThat(Files.getLastModifiedTime(same)).isEqualTo(then);
    assertThat(Files.getPosixFilePermissions(same)).isEqualTo(Files.getPosixFilePermissions(file));
    Path link = Files.createSymbolicLink(dir.resolve("l"), file.getFileName());
    Path copied = Files.copy(link, dir.resolve("l2"), LinkOption.NOFOLLOW_LINKS);
    assertThat(Files.readSymbolicLink(copied)).isEqualTo(file.getFileName());
    assertThat(Files.isSymbolicLink(Files.copy(link, dir.resolve("l3")))).isFalse();
    Files.copy(file, file);
    Path sub = Files.createDirectory(dir.resolve("sub"));
    Files.createFile(sub.resolve("x"));
    assertThat(Files.list(Files.copy(sub, dir.resolve("sub2")))).isEmpty();
    Files.copy(file, plain, StandardCopyOption.REPLACE_EXISTING);
    assertThat(Files.readString(plain)).isEqualTo("data");
  }

  @Test
  void movesReplaceWhenAsked() throws IOException {
    Path file = file("f", "new");
    Path old = file("old", "old");
    assertThatThrownBy(() -> Files.move(file, old)).isInstanceOf(FileAlreadyExistsException.class);
    Files.move(file, old, StandardCopyOption.REPLACE_EXISTING);
    assertThat(Files.readString(old)).isEqualTo("new");
    assertThat(Files.exists(file)).isFalse();
    file("f", "newer");
    Files.move(file, old, StandardCopyOption.ATOMIC_MOVE);
    assertThat(Files.readString(old)).isEqualTo("newer");
    Path sub = Files.createDirectory(dir.resolve("sub"));
    file("sub/x", "x");
    Path empty = Files.createDirectory(dir.resolve("empty"));
    Files.move(sub, empty, StandardCopyOption.REPLACE_EXISTING);
    assertThat(Files.readString(empty.resolve("x"))).isEqualTo("x");
    Path hollow = Files.createDirectory(dir.resolve("hollow"));
    Files.move(old, hollow, StandardCopyOption.REPLACE_EXISTING);
    assertThat(Files.readString(hollow)).isEqualTo("newer");
    Files.move(hollow, hollow);
    assertThat(Files.exists(hollow)).isTrue();
  }

  @Test
  void attributesAreReadAndSet() throws IOException {
    Path file = file("f", "12345");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    FileTime then = FileTime.from(Instant.parse("2001-02-03T04:05:06.123456789Z"));
    PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    view.setTimes(then, null, null);
    PosixFileAttributes all = view.readAttributes();
    assertThat(view.name()).isEqualTo("posix");
    assertThat(PosixFilePermissions.toString(all.permissions())).isEqualTo("rw-r-----");
    assertThat(all.size()).isEqualTo(5);
    assertThat(all.lastModifiedTime()).isEqualTo(then);
    assertThat(all.isRegularFile()).isTrue();
    assertThat(Files.getOwner(file)).isEqualTo(all.owner());
    Files.setOwner(file, all.owner());
    view.setGroup(all.group());
    Map<String, Object> unix = Files.readAttributes(file, "unix:mode,ino,uid,gid,nlink,size");
    assertThat(unix).containsEntry("mode", 0100640).containsEntry("size", 5L).hasSize(6);
    Files.setAttribute(file, "unix:mode", 0600);
    assertThat(Files.getAttribute(file, "posix:permissions"))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(Files.readAttributes(file, "*").keySet())
        .containsExactlyInAnyOrder(
            "size",
            "creationTime",
            "lastAccessTime",
            "lastModifiedTime",
            "isDirectory",
            "isRegularFile",
            "isSymbolicLink",
            "isOther",
            "fileKey");
    assertThatThrownBy(() -> Files.readAttributes(file, "basic:nonsense"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Files.readAttributes(file, "nonsense:size"))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> Files.setAttribute(file, "size", 7L))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(Files.readAttributes(dir, BasicFileAttributes.class).fileKey()).isNotNull();
  }

  @Test
  void permissionsAreGivenAtCreationLessTheUmask() throws IOException {
    var wanted = PosixFilePermissions.fromString("rw-rw-rw-");
    Path file = Files.createFile(dir.resolve("f"), PosixFilePermissions.asFileAttribute(wanted));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-r--r--");
    Path sub = Files.createDirectory(dir.resolve("d"));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(sub)))
        .isEqualTo("rwxr-xr-x");
  }

  @Test
  void accessAndNatureAreTold() throws IOException {
    Path file = file(".hidden", "");
    assertThat(Files.isHidden(file)).isTrue();
    assertThat(Files.isReadable(file)).isTrue();
    assertThat(Files.isWritable(dir)).isTrue();
    assertThat(Files.isExecutable(dir)).isTrue();
    assertThat(Files.isExecutable(file)).isFalse();
    assertThatThrownBy(
            () ->
                file.getFileSystem().provider().checkAccess(file, java.nio.file.AccessMode.EXECUTE))
        .isInstanceOf(AccessDeniedException.class);
    assertThat(Files.getFileStore(file).getTotalSpace()).isPositive();
    assertThat(Files.getFileStore(file).supportsFileAttributeView("posix")).isTrue();
  }

  @Test
  void filesAreReadAndWrittenInAnInterruptedThread() throws IOException {
    Path file = dir.resolve("f");
    try (var out = Files.newOutputStream(file)) {
      Thread.currentThread().interrupt();
      out.write("one\n".getBytes(StandardCharsets.UTF_8));
      out.write("two\n".getBytes(StandardCharsets.UTF_8));
      assertThat(Files.size(file)).isEqualTo(8);
      assertThat(Files.readString(file)).hasSize(8);
      Files.writeString(dir.resolve("g"), "more");
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
    List<String> lines = new ArrayList<>();
    try (var reader = Files.newBufferedReader(file)) {
      reader.lines().forEach(lines::add);
    }
    assertThat(lines).containsExactly("one", "two");
  }
}
