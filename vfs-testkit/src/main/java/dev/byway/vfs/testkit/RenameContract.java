package dev.byway.vfs.testkit;

import static dev.byway.vfs.testkit.Failures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import dev.byway.base.Errno;
import dev.byway.vfs.Node;
import dev.byway.vfs.Renamed;
import org.junit.jupiter.api.Test;

/// Moving names.
abstract class RenameContract extends Chapter {
  @Test
  void renameMovesAName() throws Exception {
    Node node = place().file("a", "hello");
    place().rename("a", "b");
    assertThat(place().names()).containsExactly("b");
    assertThat(place().find("b")).isEqualTo(node);
    assertThat(place().content(node)).isEqualTo("hello");
  }

  @Test
  void renameMovesBetweenDirectories() throws Exception {
    Place one = place().inNew("one");
    Place two = place().inNew("two");
    Node node = one.file("a", "hello");
    one.rename("a", two, "b");
    assertThat(one.names()).isEmpty();
    assertThat(two.names()).containsExactly("b");
    assertThat(two.find("b")).isEqualTo(node);
    two.rename("b", place(), "b");
    assertThat(place().find("b")).isEqualTo(node);
  }

  @Test
  void renameReplacesAFile() throws Exception {
    Node from = place().file("from", "new");
    Node to = place().file("to", "old");
    place().rename("from", "to");
    assertThat(place().names()).containsExactly("to");
    assertThat(place().find("to")).isEqualTo(from);
    assertFails(() -> place().stat(to), Errno.ESTALE);
  }

  @Test
  void renameReplacesOneOfSeveralLinks() throws Exception {
    needsHardLinks();
    place().file("from", "new");
    Node to = place().file("to", "old");
    place().link(to, "kept");
    place().rename("from", "to");
    assertThat(place().stat(to).nlink()).isEqualTo(1);
    assertThat(place().content(place().find("kept"))).isEqualTo("old");
  }

  @Test
  void renameReplacesOtherKindsOfFile() throws Exception {
    if (can().symbolicLinks()) {
      Node file = place().file("f");
      place().symlink("l", "f");
      place().rename("f", "l");
      assertThat(place().find("l")).isEqualTo(file);
    }
    if (can().specialFiles()) {
      Node fifo = place().fifo("p");
      place().file("g");
      place().rename("p", "g");
      assertThat(place().find("g")).isEqualTo(fifo);
    }
  }

  @Test
  void renameReplacesAnEmptyDirectory() throws Exception {
    Place from = place().inNew("from");
    from.file("f");
    Place to = place().inNew("to");
    place().rename("from", "to");
    assertThat(place().names()).containsExactly("to");
    assertThat(place().find("to")).isEqualTo(from.here());
    assertThat(from.names()).containsExactly("f");
    assertFails(to::stat, Errno.ESTALE);
  }

  @Test
  void renameDoesNotReplaceAFullDirectory() throws Exception {
    place().mkdir("from");
    Place to = place().inNew("to");
    to.file("f");
    assertFails(() -> place().rename("from", "to"), Errno.ENOTEMPTY, Errno.EEXIST);
    assertThat(place().names()).containsExactlyInAnyOrder("from", "to");
    assertThat(to.names()).containsExactly("f");
    to.file("still works");
  }

  @Test
  void filesAndDirectoriesDoNotReplaceEachOther() throws Exception {
    Node file = place().file("f");
    Node directory = place().mkdir("d");
    assertFails(() -> place().rename("f", "d"), Errno.EISDIR);
    assertFails(() -> place().rename("d", "f"), Errno.ENOTDIR);
    assertThat(place().find("f")).isEqualTo(file);
    assertThat(place().find("d")).isEqualTo(directory);
  }

  @Test
  void renameOfAMissingNameFails() throws Exception {
    place().file("there", "kept");
    assertFails(() -> place().rename("nothing", "new"), Errno.ENOENT);
    assertFails(() -> place().rename("nothing", "there"), Errno.ENOENT);
    assertThat(place().content(place().find("there"))).isEqualTo("kept");
  }

  @Test
  void renameOntoItselfDoesNothing() throws Exception {
    Node file = place().file("f", "hello");
    Node directory = place().mkdir("d");
    place().rename("f", "f");
    place().rename("d", "d");
    assertThat(place().find("f")).isEqualTo(file);
    assertThat(place().find("d")).isEqualTo(directory);
    assertThat(place().content(file)).isEqualTo("hello");
  }

  @Test
  void renameBetweenTwoNamesOfOneFileDoesNothing() throws Exception {
    needsHardLinks();
    Node node = place().file("a");
    Place other = place().inNew("d");
    place().link(node, "b");
    other.link(node, "c");
    var before = place().stat();
    Renamed renamed = place().rename("a", "b");
    assertTells(renamed.from(), before, place().stat());
    place().rename("a", other, "c");
    assertThat(place().names()).containsExactlyInAnyOrder("a", "b", "d");
    assertThat(other.names()).containsExactly("c");
    assertThat(place().stat(node).nlink()).isEqualTo(3);
  }

  @Test
  void directoriesDoNotMoveIntoThemselves() throws Exception {
    Place one = place().inNew("one");
    Place two = one.inNew("two");
    Place three = two.inNew("three");
    assertFails(() -> place().rename("one", one, "x"), Errno.EINVAL);
    assertFails(() -> place().rename("one", two, "x"), Errno.EINVAL);
    assertFails(() -> place().rename("one", three, "x"), Errno.EINVAL);
    assertFails(() -> one.rename("two", three, "x"), Errno.EINVAL);
    assertThat(place().names()).containsExactly("one");
    assertThat(two.find("three")).isEqualTo(three.here());
    assertThat(three.names()).isEmpty();
  }

  @Test
  void directoriesDoNotReplaceWhatTheyAreIn() throws Exception {
    Place one = place().inNew("one");
    Place two = one.inNew("two");
    two.mkdir("three");
    assertFails(() -> two.rename("three", one, "two"), Errno.ENOTEMPTY, Errno.EEXIST);
    assertFails(() -> two.rename("three", place(), "one"), Errno.ENOTEMPTY, Errno.EEXIST);
    assertThat(one.find("two")).isEqualTo(two.here());
    assertThat(two.has("three")).isTrue();
  }

  @Test
  void directoriesMoveWithAllThatIsBelow() throws Exception {
    Place from = place().inNew("from");
    Place moved = from.inNew("moved");
    Node deep = moved.inNew("deep").file("f", "hello");
    Place to = place().inNew("to");
    from.rename("moved", to, "arrived");
    Place arrived = to.in(to.find("arrived"));
    assertThat(arrived.here()).isEqualTo(moved.here());
    assertThat(arrived.in(arrived.find("deep")).find("f")).isEqualTo(deep);
    place().rmdir("from");
    assertThat(arrived.find("..")).isEqualTo(to.here());
  }

  @Test
  void directoriesMoveUpAndDown() throws Exception {
    Place one = place().inNew("one");
    Place two = one.inNew("two");
    one.mkdir("x");
    one.rename("x", two, "x");
    assertThat(two.names()).containsExactly("x");
    two.rename("x", place(), "x");
    assertThat(place().names()).containsExactlyInAnyOrder("one", "x");
  }

  @Test
  void nodesStayTheSameThroughRenames() throws Exception {
    Node node = place().file("a", "hello");
    byte[] handle = node.handle().clone();
    long fileid = place().stat(node).fileid();
    Place other = place().inNew("d");
    place().rename("a", other, "b");
    assertThat(other.find("b").handle()).isEqualTo(handle);
    assertThat(place().stat(node).fileid()).isEqualTo(fileid);
    assertThat(vfs().resolve(su(), handle)).isEqualTo(node);
  }

  @Test
  void renameTellsTheChangeOfBothDirectories() throws Exception {
    Place one = place().inNew("one");
    Place two = place().inNew("two");
    one.file("a");
    var oneBefore = one.stat();
    var twoBefore = two.stat();
    Renamed renamed = one.rename("a", two, "b");
    assertTells(renamed.from(), oneBefore, one.stat());
    assertTells(renamed.to(), twoBefore, two.stat());
  }

  @Test
  void renameWithinADirectoryTellsItsChangeTwice() throws Exception {
    Place one = place().inNew("one");
    one.file("a");
    var before = one.stat();
    Renamed renamed = one.rename("a", "b");
    assertTells(renamed.from(), before, one.stat());
    assertTells(renamed.to(), before, one.stat());
  }
}
