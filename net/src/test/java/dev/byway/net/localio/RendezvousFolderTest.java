package dev.byway.net.localio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.byway.linux.UnixSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RendezvousFolderTest {
  @TempDir Path temp;

  @Test
  void aServerMakesTheFolderAndClientsFindItsSocket() throws Exception {
    var folder = new RendezvousFolder(temp.resolve("a").resolve("byway"));
    assertThat(folder.sockets()).isEmpty();
    try (var listening = folder.listen()) {
      assertThat(folder.sockets()).containsExactly(listening.path());
      UnixSocket.connect(listening.path()).close();
    }
    assertThat(folder.sockets()).isEmpty();
  }

  @Test
  void socketsOfDeadServersAreRemovedAndThoseOfLivingOnesStay() throws Exception {
    var folder = new RendezvousFolder(temp.resolve("byway"));
    try (var living = folder.listen()) {
      Path dead = living.path().resolveSibling("dead.sock");
      UnixSocket.listen(dead, 1).close();
      assertThat(folder.sockets()).contains(dead);
      try (var second = folder.listen()) {
        assertThat(folder.sockets()).containsExactlyInAnyOrder(living.path(), second.path());
      }
    }
  }

  @Test
  void aFolderThatOthersCanWriteToIsRefused() throws Exception {
    Path open = Files.createDirectory(temp.resolve("open"));
    for (String mode : new String[] {"rwxrwxrwx", "rwxrwxr-x"}) {
      Files.setPosixFilePermissions(open, PosixFilePermissions.fromString(mode));
      assertThatThrownBy(() -> new RendezvousFolder(open).listen())
          .hasMessageContaining("writable by others");
      assertThatThrownBy(() -> new RendezvousFolder(open).sockets())
          .hasMessageContaining("writable by others");
      assertThatThrownBy(() -> new RendezvousFolder(open.resolve("byway")).listen())
          .hasMessageContaining("writable by others");
    }
    Files.setAttribute(open, "unix:mode", 01777);
    assertThatThrownBy(() -> new RendezvousFolder(open).listen())
        .hasMessageContaining("writable by others");
    new RendezvousFolder(open.resolve("below")).listen().close();
  }

  @Test
  void aLinkIntoAnUnsafeFolderIsRefused() throws Exception {
    Path open = Files.createDirectory(temp.resolve("open"));
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
    Path link = Files.createSymbolicLink(temp.resolve("link"), open);
    assertThatThrownBy(() -> new RendezvousFolder(link).sockets())
        .hasMessageContaining("writable by others");
  }
}
