package dev.byway.vfs.testkit;

import static dev.byway.vfs.testkit.Failures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.byway.base.Errno;
import dev.byway.vfs.Created;
import dev.byway.vfs.FileType;
import dev.byway.vfs.Node;
import dev.byway.vfs.OpenFile;
import dev.byway.vfs.SetAttributes;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Hard links, symbolic links, unlink.
abstract class LinkContract extends Chapter {
  @Test
  void hardLinksAreOneFile() throws Exception {
    needsHardLinks();
    Node node = place().file("a", "hello");
    Place other = place().inNew("d");
    Created linked = other.link(node, "b");
    assertThat(linked.entry().node()).isEqualTo(node);
    assertThat(linked.entry().attributes().nlink()).isEqualTo(2);
    assertThat(linked.fresh()).isFalse();
    assertThat(linked.file()).isNull();
    assertThat(other.find("b")).isEqualTo(node);
    place().chmod(node, 0600);
    assertThat(place().stat(other.find("b")).mode()).isEqualTo(0600);
    place().unlink("a");
    assertThat(place().stat(node).nlink()).isEqualTo(1);
    assertThat(other.content(node)).isEqualTo("hello");
    other.unlink("b");
    assertFails(() -> place().stat(node), Errno.ESTALE);
  }

  @Test
  void linksOfSpecialFilesAndSymbolicLinksAreLinksToThemselves() throws Exception {
    needsHardLinks();
    if (can().symbolicLinks()) {
      Node link = place().symlink("l", "nowhere");
      place().link(link, "l2");
      assertThat(place().find("l2")).isEqualTo(link);
      assertThat(place().stat(link).nlink()).isEqualTo(2);
    }
    if (can().specialFiles()) {
      Node fifo = place().fifo("p");
      place().link(fifo, "p2");
      assertThat(place().find("p2")).isEqualTo(fifo);
    }
  }

  @Test
  void directoriesAreNotLinked() throws Exception {
    needsHardLinks();
    Node directory = place().mkdir("d");
    assertFails(() -> place().link(directory, "e"), Errno.EPERM);
    assertThat(place().names()).containsExactly("d");
  }

  @Test
  void linkRefusesATakenName() throws Exception {
    needsHardLinks();
    Node node = place().file("a");
    place().file("b", "b");
    place().mkdir("d");
    assertFails(() -> place().link(node, "b"), Errno.EEXIST);
    assertFails(() -> place().link(node, "a"), Errno.EEXIST);
    assertFails(() -> place().link(node, "d"), Errno.EEXIST);
    assertThat(place().stat(node).nlink()).isEqualTo(1);
    assertThat(place().content(place().find("b"))).isEqualTo("b");
  }

  @Test
  void linksHaveAMaximum() throws Exception {
    needsHardLinks();
    assumeTrue(can().linkMax() <= contract().largeDirectory(), "too many links to try");
    Node node = place().file("f");
    for (int i = 1; i < can().linkMax(); i++) {
      place().link(node, "link" + i);
    }
    assertFails(() -> place().link(node, "more"), Errno.EMLINK);
    assertThat(place().has("more")).isFalse();
    assertThat(place().stat(node).nlink()).isEqualTo(can().linkMax());
  }

  @Test
  void linkOfAGoneNodeIsStale() throws Exception {
    needsHardLinks();
    Node node = place().file("f");
    place().unlink("f");
    assertFails(() -> place().link(node, "g"), Errno.ESTALE);
    assertThat(place().names()).isEmpty();
  }

  @Test
  void aFileWithoutANameGetsNoNewOne() throws Exception {
    needsHardLinks();
    needs(Weakening.UNLINKED_OPEN_FILES_DIE);
    needs(Weakening.UNLINKED_OPEN_FILES_HIDE);
    try (OpenFile file = place().openNew("f")) {
      place().unlink("f");
      assertFails(() -> place().link(file.node(), "g"), Errno.ESTALE, Errno.ENOENT);
      assertThat(place().names()).isEmpty();
    }
  }

  @Test
  void unlinkRemovesAllButDirectories() throws Exception {
    place().mkdir("d");
    place().file("f");
    if (can().symbolicLinks()) {
      place().symlink("l", "d");
      place().unlink("l");
    }
    if (can().specialFiles()) {
      place().fifo("p");
      place().unlink("p");
    }
    place().unlink("f");
    assertFails(() -> place().unlink("d"), Errno.EISDIR);
    assertFails(() -> place().unlink("f"), Errno.ENOENT);
    assertThat(place().names()).containsExactly("d");
  }

  /// Symbolic links.
  abstract static class Symbolic extends Chapter {
    @BeforeEach
    final void needLinks() {
      needsSymbolicLinks();
    }

    @Test
    void targetsComeBackByteForByte() throws Exception {
      for (byte[] target :
          new byte[][] {
            {'x'},
            {(byte) 0xff, '/', '/', '.', (byte) 0x80},
            "../../etc/passwd".getBytes(StandardCharsets.US_ASCII),
            "t".repeat(1000).getBytes(StandardCharsets.US_ASCII),
            "t".repeat(4095).getBytes(StandardCharsets.US_ASCII)
          }) {
        String name = "l" + target.length;
        Created made =
            vfs().symlink(su(), place().here(), Place.name(name), target, SetAttributes.NONE);
        assertThat(made.fresh()).isTrue();
        assertThat(made.entry().attributes().type()).isEqualTo(FileType.SYMLINK);
        assertThat(made.entry().attributes().size()).isEqualTo(target.length);
        assertThat(vfs().readlink(su(), place().find(name))).isEqualTo(target);
      }
    }

    @Test
    void badTargetsAreRefused() {
      assertFails(() -> place().symlink("l", ""), Errno.EINVAL);
      assertFails(() -> place().symlink("l", "a\0b"), Errno.EINVAL);
      assertFails(() -> place().symlink("l", "t".repeat(4096)), Errno.ENAMETOOLONG);
      assertFails(() -> place().find("l"), Errno.ENOENT);
    }

    @Test
    void targetsAreNotKeptInTheCallersArray() throws Exception {
      byte[] target = {'a', 'b'};
      Node link =
          vfs()
              .symlink(su(), place().here(), Place.name("l"), target, SetAttributes.NONE)
              .entry()
              .node();
      target[0] = 'x';
      byte[] read = vfs().readlink(su(), link);
      assertThat(read).isEqualTo(new byte[] {'a', 'b'});
      read[1] = 'y';
      assertThat(vfs().readlink(su(), link)).isEqualTo(new byte[] {'a', 'b'});
    }

    @Test
    void onlySymbolicLinksHaveATarget() throws Exception {
      Node file = place().file("f", "hello");
      Node directory = place().mkdir("d");
      assertFails(() -> vfs().readlink(su(), file), Errno.EINVAL);
      assertFails(() -> vfs().readlink(su(), directory), Errno.EINVAL);
      if (can().specialFiles()) {
        Node fifo = place().fifo("p");
        assertFails(() -> vfs().readlink(su(), fifo), Errno.EINVAL);
      }
    }

    @Test
    void loopsAreOnlyLinks() throws Exception {
      Node one = place().symlink("one", "two");
      Node two = place().symlink("two", "one");
      Node self = place().symlink("self", "self");
      assertThat(place().find("one")).isEqualTo(one);
      assertThat(place().find("self")).isEqualTo(self);
      assertThat(vfs().readlink(su(), two)).isEqualTo(new byte[] {'o', 'n', 'e'});
      assertFails(() -> place().in(one).find("x"), Errno.ENOTDIR);
      assertFails(() -> place().in(self).file("x"), Errno.ENOTDIR);
      place().unlink("self");
      assertThat(place().names()).containsExactlyInAnyOrder("one", "two");
    }

    @Test
    void whatIsDoneToALinkIsNotDoneToItsTarget() throws Exception {
      Node target = place().file("target", "hello");
      Node link = place().symlink("l", "target");
      assertFails(() -> place().truncate(link, 0), Errno.EINVAL);
      if (hasIdentities()) {
        place().chown(link, 1001, 2001);
        assertThat(place().stat(link).uid()).isEqualTo(1001);
        assertThat(place().stat(target).uid()).isZero();
      }
      place().rename("l", "m");
      place().unlink("m");
      assertThat(place().content(target)).isEqualTo("hello");
    }
  }
}
