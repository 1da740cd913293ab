package dev.byway.vfs.testkit;

import static dev.byway.vfs.testkit.Failures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import dev.byway.base.Errno;
import dev.byway.vfs.FileType;
import dev.byway.vfs.Node;
import dev.byway.vfs.OpenFile;
import dev.byway.vfs.OpenHow;
import dev.byway.vfs.SetAttributes;
import dev.byway.vfs.Stability;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/// Opening, closing, and what open files outlive.
abstract class OpenContract extends Chapter {
  @Test
  void directoriesAreNotOpened() throws Exception {
    Node directory = place().mkdir("d");
    assertFails(() -> place().open(directory, OpenHow.READ), Errno.EISDIR);
    assertFails(() -> place().open(directory, OpenHow.READ_WRITE), Errno.EISDIR);
  }

  @Test
  void symbolicLinksAreNotOpened() throws Exception {
    needsSymbolicLinks();
    place().file("target", "secret");
    Node link = place().symlink("l", "target");
    assertFails(() -> place().open(link, OpenHow.READ), Errno.EINVAL);
  }

  @Test
  void fifosAndSocketsAreNotOpened() throws Exception {
    needsSpecialFiles();
    for (FileType type : new FileType[] {FileType.FIFO, FileType.SOCKET}) {
      Node node = place().mknod(type.name(), type, 0, 0);
      assertFails(() -> place().open(node, OpenHow.READ), Errno.EINVAL);
      assertFails(() -> place().open(node, OpenHow.WRITE), Errno.EINVAL);
    }
  }

  @Test
  void devicesAreNotOpened() throws Exception {
    needsSpecialFiles();
    needsIdentities();
    Node device = place().mknod("null", FileType.CHARACTER, 1, 3);
    assertFails(() -> place().open(device, OpenHow.READ), Errno.EINVAL);
    assertFails(() -> place().open(device, OpenHow.WRITE), Errno.EINVAL);
    Node disk = place().mknod("loop", FileType.BLOCK, 7, 0);
    assertFails(() -> place().open(disk, OpenHow.READ), Errno.EINVAL);
  }

  @Test
  void openFilesKnowTheirNodeAndMode() throws Exception {
    Node node = place().file("f");
    try (OpenFile file = place().open(node, OpenHow.READ)) {
      assertThat(file.node()).isEqualTo(node);
      assertThat(file.how()).isEqualTo(OpenHow.READ);
    }
  }

  @Test
  void readOnlyFilesCannotBeWritten() throws Exception {
    try (OpenFile file = place().open(place().file("f", "hello"), OpenHow.READ)) {
      ByteBuffer src = ByteBuffer.allocate(4);
      assertFails(() -> file.write(su(), src, 0, Stability.UNSTABLE), Errno.EBADF);
      assertFails(() -> file.setattr(su(), SetAttributes.ofSize(0)), Errno.EBADF);
      assertThat(src.position()).isZero();
      assertThat(place().content(file)).isEqualTo("hello");
    }
  }

  @Test
  void writeOnlyFilesCannotBeRead() throws Exception {
    try (OpenFile file = place().open(place().file("f", "hello"), OpenHow.WRITE)) {
      assertFails(() -> file.read(su(), ByteBuffer.allocate(4), 0), Errno.EBADF);
      place().write(file, 0, "J");
    }
    assertThat(place().content(place().find("f"))).isEqualTo("Jello");
  }

  @Test
  void closingIsIdempotentAndEndsEverything() throws Exception {
    OpenFile file = place().openNew("f");
    file.close();
    file.close();
    ByteBuffer buffer = ByteBuffer.allocate(4);
    assertFails(() -> file.read(su(), buffer, 0), Errno.EBADF);
    assertFails(() -> file.write(su(), buffer, 0, Stability.UNSTABLE), Errno.EBADF);
    assertFails(() -> file.commit(su(), 0, 0), Errno.EBADF);
    assertFails(() -> file.getattr(su()), Errno.EBADF);
    assertFails(() -> file.setattr(su(), SetAttributes.ofMode(0600)), Errno.EBADF);
    assertThat(buffer.position()).isZero();
  }

  @Test
  void closingOneOpenLeavesTheOthers() throws Exception {
    OpenFile first = place().openNew("f");
    try (OpenFile second = place().open(first.node(), OpenHow.READ_WRITE)) {
      place().write(first, 0, "hello");
      first.close();
      first.close();
      place().unlink("f");
      if (!isWeak(Weakening.UNLINKED_OPEN_FILES_DIE)) {
        assertThat(place().content(second)).isEqualTo("hello");
      }
    }
  }

  @Test
  void filesWithoutANameWorkOnWhileOpen() throws Exception {
    needs(Weakening.UNLINKED_OPEN_FILES_DIE);
    try (OpenFile file = place().openNew("f")) {
      place().write(file, 0, "hello");
      place().unlink("f");
      assertThat(place().has("f")).isFalse();
      place().write(file, 5, " world");
      assertThat(place().content(file)).isEqualTo("hello world");
      assertThat(file.getattr(su()).nlink()).isZero();
      assertThat(file.getattr(su()).size()).isEqualTo(11);
      file.setattr(su(), SetAttributes.ofSize(5));
      assertThat(place().content(file)).isEqualTo("hello");
      file.commit(su(), 0, 0);
    }
  }

  @Test
  void aNewFileOfTheSameNameIsAnother() throws Exception {
    needs(Weakening.UNLINKED_OPEN_FILES_DIE);
    try (OpenFile old = place().openNew("f")) {
      place().write(old, 0, "old");
      place().unlink("f");
      Node fresh = place().file("f", "fresh");
      assertThat(fresh).isNotEqualTo(old.node());
      assertThat(place().content(old)).isEqualTo("old");
      assertThat(place().content(fresh)).isEqualTo("fresh");
    }
  }

  @Test
  void nodesOfFilesWithoutANameLiveUntilTheLastClose() throws Exception {
    needs(Weakening.UNLINKED_OPEN_FILES_DIE);
    OpenFile first = place().openNew("f");
    Node node = first.node();
    OpenFile second = place().open(node, OpenHow.READ);
    place().write(first, 0, "hello");
    place().unlink("f");
    first.close();
    assertThat(place().content(second)).isEqualTo("hello");
    assertThat(place().stat(node).size()).isEqualTo(5);
    second.close();
    assertFails(() -> place().stat(node), Errno.ESTALE);
  }

  @Test
  void filesReplacedByRenameWorkOnWhileOpen() throws Exception {
    needs(Weakening.UNLINKED_OPEN_FILES_DIE);
    try (OpenFile replaced = place().openNew("to")) {
      place().write(replaced, 0, "old");
      place().file("from", "new");
      place().rename("from", "to");
      place().write(replaced, 3, "er");
      assertThat(place().content(replaced)).isEqualTo("older");
      assertThat(place().content(place().find("to"))).isEqualTo("new");
    }
  }

  @Test
  void openFilesFollowTheirFileThroughRenames() throws Exception {
    try (OpenFile file = place().openNew("a")) {
      place().write(file, 0, "one");
      Place other = place().inNew("d");
      place().rename("a", other, "b");
      place().write(file, 3, "two");
      assertThat(place().content(other.find("b"))).isEqualTo("onetwo");
    }
  }

  @Test
  void openFilesKeepTheirRightsWhenTheModeChanges() throws Exception {
    needsIdentities();
    needs(Weakening.OPEN_FILES_LOSE_RIGHTS);
    Node node = place().file("f", 0666);
    Place bob = place().as(BOB);
    try (OpenFile file = bob.open(node, OpenHow.READ_WRITE)) {
      place().chmod(node, 0);
      bob.write(file, 0, "hello");
      assertThat(bob.content(file)).isEqualTo("hello");
      file.setattr(BOB, SetAttributes.ofSize(1));
      assertThat(bob.content(file)).isEqualTo("h");
      assertFails(() -> bob.open(node, OpenHow.READ), Errno.EACCES);
    }
  }

  @Test
  void openOfAGoneNodeIsStale() throws Exception {
    Node node = place().file("f");
    place().unlink("f");
    assertFails(() -> place().open(node, OpenHow.READ), Errno.ESTALE);
  }

  @Test
  void attributesAreSetThroughAnOpenFile() throws Exception {
    try (OpenFile file = place().openNew("f")) {
      file.setattr(su(), SetAttributes.ofMode(0640).withSize(7L));
      assertThat(file.getattr(su()).mode()).isEqualTo(0640);
      assertThat(file.getattr(su()).size()).isEqualTo(7);
      assertThat(place().stat(file.node()).mode()).isEqualTo(0640);
    }
  }
}
