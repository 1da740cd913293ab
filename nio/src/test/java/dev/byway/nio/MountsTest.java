package dev.byway.nio;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.DELETE_ON_CLOSE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.byway.base.ErrnoException;
import dev.byway.vfs.Caller;
import dev.byway.vfs.Change;
import dev.byway.vfs.ForwardingVfs;
import dev.byway.vfs.Name;
import dev.byway.vfs.Node;
import dev.byway.vfs.Vfs;
import dev.byway.vfs.memory.MemoryVfs;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.ClosedFileSystemException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemAlreadyExistsException;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Which file system a URI leads to.
class MountsTest {
  @TempDir Path temp;

  @Test
  void aUriOfAFileMountsItsExportAndFindsItAgain() throws Exception {
    Files.createDirectories(temp.resolve("a b/ü"));
    Files.writeString(temp.resolve("a b/ü/f;x?"), "found");
    try (LoopbackServer server = new LoopbackServer(temp, "")) {
      Path path = Path.of(server.uri("/export/a%20b/%C3%BC/f;x%3F?soft=on&nconnect=2"));
      try (FileSystem files = path.getFileSystem()) {
        assertThat(path.toString()).isEqualTo("/a b/ü/f;x?");
        assertThat(Files.readString(path)).isEqualTo("found");
        assertThat(path.toUri().toString()).endsWith("/export/a%20b/%C3%BC/f%3Bx%3F");
        assertThat(Path.of(path.toUri())).isEqualTo(path);
        assertThat(Path.of(path.toUri().resolve("../new"))).isEqualTo(files.getPath("/a b/new"));
        assertThat(Path.of(server.uri("/export?nconnect=2&soft=on"))).isEqualTo(path.getRoot());
        assertThat(FileSystems.getFileSystem(server.uri("/export?soft=on&nconnect=2")))
            .isSameAs(files);
      }
    }
  }

  @Test
  void oneExportIsOpenedOnceUntilItIsClosed() throws Exception {
    try (LoopbackServer server = new LoopbackServer(temp, "")) {
      URI soft = server.uri("/export?soft");
      assertThatThrownBy(() -> FileSystems.getFileSystem(soft))
          .isInstanceOf(FileSystemNotFoundException.class);
      FileSystem files = FileSystems.newFileSystem(soft, Map.of());
      assertThatThrownBy(() -> FileSystems.newFileSystem(soft, Map.of()))
          .isInstanceOf(FileSystemAlreadyExistsException.class);
      assertThat(Path.of(server.uri("/export/x?soft")).getFileSystem()).isSameAs(files);
      files.close();
      assertThat(files.isOpen()).isFalse();
      assertThatThrownBy(() -> Files.exists(files.getPath("/")))
          .isInstanceOf(ClosedFileSystemException.class);
      FileSystem again = FileSystems.newFileSystem(soft, Map.of());
      assertThat(again).isNotSameAs(files);
      again.close();
    }
  }

  @Test
  void theEnvironmentHasOptionsToo() throws Exception {
    try (LoopbackServer server = new LoopbackServer(temp, "")) {
      Map<String, ?> env = Map.of("readonly", true, "caller", Caller.ROOT, "watch", 50);
      try (FileSystem files = FileSystems.newFileSystem(server.uri("/export"), env)) {
        assertThat(files.isReadOnly()).isTrue();
        assertThatThrownBy(() -> Files.createFile(files.getPath("f")))
            .isInstanceOf(ReadOnlyFileSystemException.class);
        assertThat(Files.isWritable(files.getPath("/"))).isFalse();
      }
      assertThatThrownBy(
              () -> FileSystems.newFileSystem(server.uri("/export"), Map.of("nonsense", "x")))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("unknown option 'nonsense'");
    }
  }

  @Test
  void whatIsNotThereSaysWhy() throws Exception {
    try (LoopbackServer server = new LoopbackServer(temp, "")) {
      assertThatThrownBy(() -> FileSystems.newFileSystem(server.uri("/nowhere"), Map.of()))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("/nowhere");
      assertThatThrownBy(() -> Path.of(server.uri("/nowhere/f")))
          .isInstanceOf(FileSystemNotFoundException.class)
          .hasMessageContaining("/nowhere/f");
    }
    assertThatThrownBy(() -> Path.of(URI.create("nfs:/no/host")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Path.of(URI.create("nfs://host/path#fragment")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Path.of(URI.create("nfs://host/a%00b")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void closingAFileSystemClosesWhatIsOpenInIt() throws Exception {
    List<String> removed = new ArrayList<>();
    Vfs room =
        new ForwardingVfs(new MemoryVfs()) {
          @Override
          public Change unlink(Caller caller, Node directory, Name name) throws ErrnoException {
            removed.add(name.toString());
            return super.unlink(caller, directory, name);
          }
        };
    FileSystem files = VfsFileSystem.of(room, Caller.ROOT);
    Path file = Files.writeString(files.getPath("/f"), "x");
    SeekableByteChannel channel = Files.newByteChannel(file);
    Path temporary = files.getPath("/temporary");
    Files.newByteChannel(temporary, Set.of(CREATE_NEW, StandardOpenOption.WRITE, DELETE_ON_CLOSE));
    assertThat(Files.exists(temporary)).isTrue();
    URI uri = file.toUri();
    assertThat(Path.of(uri)).isEqualTo(file);
    files.close();
    assertThat(channel.isOpen()).isFalse();
    assertThat(removed).containsExactly("temporary");
    files.close();
    assertThatThrownBy(() -> FileSystems.getFileSystem(uri))
        .isInstanceOf(FileSystemNotFoundException.class);
  }

  @Test
  void treesMoveFromOneFileSystemToAnother() throws Exception {
    try (FileSystem one = VfsFileSystem.of(new MemoryVfs(), Caller.ROOT);
        FileSystem two = VfsFileSystem.of(new MemoryVfs(), Caller.ROOT)) {
      Path file = Files.writeString(one.getPath("/f"), "data");
      Path target = two.getPath("/g");
      assertThatThrownBy(() -> Files.move(file, target, StandardCopyOption.ATOMIC_MOVE))
          .isInstanceOf(java.nio.file.AtomicMoveNotSupportedException.class);
      var time = Files.getLastModifiedTime(file);
      Files.move(file, target);
      assertThat(Files.exists(file)).isFalse();
      assertThat(Files.readString(target)).isEqualTo("data");
      assertThat(Files.getLastModifiedTime(target)).isEqualTo(time);
      Path disk = Files.copy(target, temp.resolve("h"));
      assertThat(Files.readString(disk)).isEqualTo("data");
      Files.move(disk, one.getPath("/back"));
      assertThat(Files.readString(one.getPath("/back"))).isEqualTo("data");
      Path full = Files.createDirectories(one.getPath("/full/x")).resolve("..").normalize();
      assertThatThrownBy(() -> Files.move(full, two.getPath("/full")))
          .isInstanceOf(java.nio.file.DirectoryNotEmptyException.class);
      assertThatThrownBy(() -> Files.createLink(two.getPath("/l"), one.getPath("/back")))
          .isInstanceOf(java.nio.file.FileSystemException.class);
      assertThat(Files.isSameFile(target, one.getPath("/back"))).isFalse();
    }
  }
}
