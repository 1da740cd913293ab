package dev.byway.vfs.testkit;

import static dev.byway.vfs.testkit.Failures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.vfs.CreateHow;
import dev.byway.vfs.FileType;
import dev.byway.vfs.Name;
import dev.byway.vfs.Node;
import dev.byway.vfs.SetAttributes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Names and looking them up.
abstract class NameContract extends Chapter {
  @Test
  void longestNamesWork() throws Exception {
    int max = can().nameMax();
    List<String> longest = List.of("a".repeat(max), "é".repeat(max / 2) + "-".repeat(max % 2));
    for (String name : longest) {
      Node node = place().file(name, "hello");
      assertThat(place().find(name)).isEqualTo(node);
    }
    assertThat(place().names()).containsExactlyInAnyOrderElementsOf(longest);
    place().rename(longest.get(0), "b".repeat(max));
    place().unlink("b".repeat(max));
    assertThat(place().names()).containsExactly(longest.get(1));
  }

  @Test
  void tooLongNamesAreRefused() {
    assertFails(() -> Name.of("a".repeat(Name.MAX + 1)), Errno.ENAMETOOLONG);
    assertFails(() -> Name.of("é".repeat(128)), Errno.ENAMETOOLONG);
  }

  @Test
  void namesLongerThanTheRoomTakesAreTooLong() throws Exception {
    assumeTrue(can().nameMax() < Name.MAX, "the room takes all names there can be");
    String tooLong = "a".repeat(can().nameMax() + 1);
    assertFails(() -> place().file(tooLong), Errno.ENAMETOOLONG);
    assertFails(() -> place().mkdir(tooLong), Errno.ENAMETOOLONG);
    assertFails(() -> place().find(tooLong), Errno.ENAMETOOLONG, Errno.ENOENT);
  }

  @Test
  void namesAreBytesInNoEncoding() throws Exception {
    var bytes = new ArrayList<byte[]>();
    bytes.add(new byte[] {(byte) 0xff, (byte) 0xfe, 1, (byte) 0x80});
    bytes.add(new byte[] {(byte) 0xc3});
    bytes.add(new byte[] {'\n', ' ', '\\', 0x7f});
    bytes.add("..hidden".getBytes(StandardCharsets.US_ASCII));
    bytes.add("...".getBytes(StandardCharsets.US_ASCII));
    bytes.add(" ".getBytes(StandardCharsets.US_ASCII));
    var names = new ArrayList<Name>();
    for (byte[] each : bytes) {
      Name name = Name.of(each);
      names.add(name);
      vfs().create(su(), place().here(), name, new CreateHow.Guarded(SetAttributes.NONE), null);
      assertThat(vfs().lookup(su(), place().here(), name).attributes().type())
          .isEqualTo(FileType.REGULAR);
    }
    var listed = new ArrayList<Name>();
    vfs()
        .readdir(
            su(),
            place().here(),
            0,
            false,
            (name, _, _, _) -> name.isSpecial() || listed.add(name));
    assertThat(listed).containsExactlyInAnyOrderElementsOf(names);
  }

  @Test
  void composedAndDecomposedCharactersAreDifferentNames() throws Exception {
    Node composed = place().file("\u00e9");
    Node decomposed = place().file("e\u0301");
    assertThat(place().find("\u00e9")).isEqualTo(composed);
    assertThat(place().find("e\u0301")).isEqualTo(decomposed);
    assertThat(composed).isNotEqualTo(decomposed);
  }

  @Test
  void caseMattersWhereTheRoomSaysSo() throws Exception {
    assumeTrue(can().caseSensitive(), "the room does not tell case");
    Node lower = place().file("name");
    Node upper = place().file("NAME");
    assertThat(place().find("name")).isEqualTo(lower).isNotEqualTo(upper);
    assertThat(place().names()).containsExactlyInAnyOrder("name", "NAME");
  }

  @Test
  void missingNamesAreNotFound() throws Exception {
    assertFails(() -> place().find("nothing"), Errno.ENOENT);
    place().file("f");
    place().unlink("f");
    assertFails(() -> place().find("f"), Errno.ENOENT);
  }

  @Test
  void lookupTellsNodeAndAttributes() throws Exception {
    Node node = place().file("f", "hello");
    var entry = vfs().lookup(su(), place().here(), Place.name("f"));
    assertThat(entry.node()).isEqualTo(node);
    assertThat(entry.attributes()).isEqualTo(place().stat(node));
    assertThat(entry.node().hashCode()).isEqualTo(node.hashCode());
  }

  @Test
  void dotIsTheDirectoryAndDotDotItsParent() throws Exception {
    Place below = place().inNew("d");
    assertThat(below.find(".")).isEqualTo(below.here());
    assertThat(below.find("..")).isEqualTo(place().here());
    assertThat(place().in(vfs().root()).find("..")).isEqualTo(vfs().root());
    assertThat(place().in(vfs().root()).find(".")).isEqualTo(vfs().root());
  }

  @Test
  void dotDotFollowsADirectoryThatMoves() throws Exception {
    Place one = place().inNew("one");
    Place two = place().inNew("two");
    Node moved = one.mkdir("moved");
    one.rename("moved", two, "moved");
    assertThat(place().in(moved).find("..")).isEqualTo(two.here());
  }

  @Test
  void lookupDoesNotFollowLinks() throws Exception {
    needsSymbolicLinks();
    place().mkdir("d");
    Node link = place().symlink("l", "d");
    assertThat(place().find("l")).isEqualTo(link);
    assertFails(() -> place().in(link).find("x"), Errno.ENOTDIR);
  }

  @Test
  void dotAndDotDotAreNeitherMadeNorRemoved() throws Exception {
    Place below = place().inNew("d");
    below.file("f");
    for (String special : List.of(".", "..")) {
      assertFails(() -> below.file(special), Errno.EINVAL);
      assertFails(() -> below.mkdir(special), Errno.EEXIST);
      assertFails(() -> below.unlink(special), Errno.EINVAL);
      assertFails(() -> below.rename(special, "new"), Errno.EINVAL);
      assertFails(() -> below.rename("f", special), Errno.EINVAL);
      if (can().symbolicLinks()) {
        assertFails(() -> below.symlink(special, "x"), Errno.EINVAL);
      }
      if (can().specialFiles()) {
        assertFails(() -> below.fifo(special), Errno.EINVAL);
      }
      if (can().hardLinks()) {
        assertFails(() -> below.link(below.find("f"), special), Errno.EINVAL);
      }
    }
    assertFails(() -> below.rmdir("."), Errno.EINVAL);
    assertFails(() -> below.rmdir(".."), Errno.ENOTEMPTY);
    assertThat(below.names()).containsExactly("f");
  }

  @Test
  void everyCallOnADirectoryNeedsOne() throws Exception {
    Place place = place();
    Place file = place.in(place.file("file"));
    place.file("other");
    assertFails(() -> file.find("x"), Errno.ENOTDIR);
    assertFails(() -> file.find("."), Errno.ENOTDIR);
    assertFails(() -> file.file("x"), Errno.ENOTDIR);
    assertFails(() -> file.mkdir("x"), Errno.ENOTDIR);
    assertFails(() -> file.unlink("x"), Errno.ENOTDIR);
    assertFails(() -> file.rmdir("x"), Errno.ENOTDIR);
    assertFails(() -> file.rename("x", "y"), Errno.ENOTDIR);
    assertFails(() -> place.rename("other", file, "y"), Errno.ENOTDIR);
    assertFails(file::names, Errno.ENOTDIR);
    if (can().symbolicLinks()) {
      assertFails(() -> file.symlink("x", "y"), Errno.ENOTDIR);
    }
    if (can().specialFiles()) {
      assertFails(() -> file.fifo("x"), Errno.ENOTDIR);
    }
    if (can().hardLinks()) {
      assertFails(() -> file.link(place.find("other"), "x"), Errno.ENOTDIR);
    }
    assertThat(place.names()).containsExactlyInAnyOrder("file", "other");
  }

  @Test
  void everyCallInAGoneDirectoryIsStale() throws Exception {
    Place gone = place().inNew("gone");
    place().file("other");
    place().rmdir("gone");
    assertGone(gone::stat);
    assertGone(gone::names);
    assertGone(() -> gone.find("x"));
    assertGone(() -> gone.file("x"));
    assertGone(() -> gone.mkdir("x"));
    assertGone(() -> gone.unlink("x"));
    assertGone(() -> gone.rmdir("x"));
    assertGone(() -> place().rename("other", gone, "x"));
    assertGone(() -> gone.rename("x", place(), "y"));
    if (can().hardLinks()) {
      assertGone(() -> gone.link(place().find("other"), "x"));
    }
    assertThat(place().has("other")).isTrue();
  }

  private static void assertGone(Call call) {
    assertFails(call::run, Errno.ESTALE);
  }

  private interface Call {
    @SuppressWarnings("unused")
    Object run() throws ErrnoException;
  }
}
