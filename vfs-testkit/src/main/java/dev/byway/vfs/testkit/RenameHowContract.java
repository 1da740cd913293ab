package dev.byway.vfs.testkit;

import static dev.byway.vfs.testkit.Failures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.byway.base.Errno;
import dev.byway.vfs.Capabilities.Feature;
import dev.byway.vfs.Node;
import dev.byway.vfs.RenameHow;
import dev.byway.vfs.Renamed;
import org.junit.jupiter.api.Test;

/// Moving names without replacing what is there, and exchanging them.
abstract class RenameHowContract extends Chapter {
  private Renamed noReplace(String from, Place there, String to) throws Exception {
    return place().rename(from, there, to, RenameHow.NO_REPLACE);
  }

  private Renamed exchange(String from, String to) throws Exception {
    return place().rename(from, place(), to, RenameHow.EXCHANGE);
  }

  @Test
  void roomsWithoutItSayThatItIsNotSupported() throws Exception {
    assumeFalse(can().has(Feature.RENAME_HOW), "the room has it");
    place().file("a");
    place().file("b");
    assertFails(() -> noReplace("a", place(), "c"), Errno.ENOTSUP);
    assertFails(() -> exchange("a", "b"), Errno.ENOTSUP);
    assertThat(place().names()).containsExactlyInAnyOrder("a", "b");
    place().rename("a", place(), "c", RenameHow.REPLACE);
    assertThat(place().names()).containsExactlyInAnyOrder("b", "c");
  }

  @Test
  void noReplaceMovesToAFreeName() throws Exception {
    needs(Feature.RENAME_HOW);
    Node file = place().file("a", "hello");
    Place other = place().inNew("d");
    noReplace("a", place(), "b");
    assertThat(place().find("b")).isEqualTo(file);
    place().rename("b", other, "c", RenameHow.NO_REPLACE);
    assertThat(place().names()).containsExactly("d");
    assertThat(other.find("c")).isEqualTo(file);
  }

  @Test
  void noReplaceKeepsWhatIsThere() throws Exception {
    needs(Feature.RENAME_HOW);
    Node file = place().file("a", "a");
    Node taken = place().file("taken", "taken");
    Place full = place().inNew("full");
    place().mkdir("d");
    assertFails(() -> noReplace("a", place(), "taken"), Errno.EEXIST);
    assertFails(() -> noReplace("a", place(), "d"), Errno.EEXIST);
    assertFails(() -> noReplace("d", place(), "full"), Errno.EEXIST);
    assertFails(() -> noReplace("a", place(), "a"), Errno.EEXIST);
    assertFails(() -> noReplace("nothing", place(), "b"), Errno.ENOENT);
    assertThat(place().find("a")).isEqualTo(file);
    assertThat(place().find("taken")).isEqualTo(taken);
    assertThat(place().content(taken)).isEqualTo("taken");
    assertThat(place().find("full")).isEqualTo(full.here());
  }

  @Test
  void noReplaceKeepsAnotherNameOfTheSameFile() throws Exception {
    needs(Feature.RENAME_HOW);
    needsHardLinks();
    Node file = place().file("a");
    place().link(file, "b");
    assertFails(() -> noReplace("a", place(), "b"), Errno.EEXIST);
    assertThat(place().names()).containsExactlyInAnyOrder("a", "b");
  }

  @Test
  void exchangeSwapsTwoNames() throws Exception {
    needs(Feature.RENAME_HOW);
    Node a = place().file("a", "was a");
    Node b = place().file("b", "was b");
    exchange("a", "b");
    assertThat(place().find("a")).isEqualTo(b);
    assertThat(place().find("b")).isEqualTo(a);
    assertThat(place().content(place().find("a"))).isEqualTo("was b");
    assertThat(place().names()).containsExactlyInAnyOrder("a", "b");
    assertThat(place().stat(a).nlink()).isEqualTo(1);
  }

  @Test
  void exchangeSwapsNodesOfDifferentKinds() throws Exception {
    needs(Feature.RENAME_HOW);
    Node file = place().file("f", "hello");
    Place full = place().inNew("d");
    full.file("inside");
    exchange("f", "d");
    assertThat(place().find("d")).isEqualTo(file);
    assertThat(place().find("f")).isEqualTo(full.here());
    assertThat(full.names()).containsExactly("inside");
    place().unlink("d");
    full.unlink("inside");
    place().rmdir("f");
    assertThat(place().names()).isEmpty();
  }

  @Test
  void exchangeSwapsBetweenDirectories() throws Exception {
    needs(Feature.RENAME_HOW);
    Place one = place().inNew("one");
    Place two = place().inNew("two");
    Place moved = one.inNew("x");
    Place other = two.inNew("y");
    Node file = two.file("z");
    one.rename("x", two, "y", RenameHow.EXCHANGE);
    assertThat(one.find("x")).isEqualTo(other.here());
    assertThat(two.find("y")).isEqualTo(moved.here());
    assertThat(other.find("..")).isEqualTo(one.here());
    assertThat(moved.find("..")).isEqualTo(two.here());
    one.rename("x", two, "z", RenameHow.EXCHANGE);
    assertThat(one.find("x")).isEqualTo(file);
    assertThat(two.find("z")).isEqualTo(other.here());
    one.unlink("x");
    place().rmdir("one");
  }

  @Test
  void exchangeNeedsBothNames() throws Exception {
    needs(Feature.RENAME_HOW);
    Node a = place().file("a");
    assertFails(() -> exchange("a", "nothing"), Errno.ENOENT);
    assertFails(() -> exchange("nothing", "a"), Errno.ENOENT);
    assertThat(place().find("a")).isEqualTo(a);
    assertThat(place().names()).containsExactly("a");
  }

  @Test
  void directoriesAreNotExchangedWithWhatIsBelow() throws Exception {
    needs(Feature.RENAME_HOW);
    Place one = place().inNew("one");
    Place two = one.inNew("two");
    two.file("f");
    assertFails(() -> place().rename("one", two, "f", RenameHow.EXCHANGE), Errno.EINVAL);
    assertFails(() -> two.rename("f", place(), "one", RenameHow.EXCHANGE), Errno.EINVAL);
    assertThat(place().find("one")).isEqualTo(one.here());
    assertThat(two.names()).containsExactly("f");
  }

  @Test
  void exchangeOfTwoNamesOfOneFileDoesNothing() throws Exception {
    needs(Feature.RENAME_HOW);
    needsHardLinks();
    Node file = place().file("a");
    place().link(file, "b");
    exchange("a", "b");
    assertThat(place().names()).containsExactlyInAnyOrder("a", "b");
    assertThat(place().stat(file).nlink()).isEqualTo(2);
  }

  @Test
  void exchangeTellsTheChangeOfBothDirectories() throws Exception {
    needs(Feature.RENAME_HOW);
    Place one = place().inNew("one");
    Place two = place().inNew("two");
    one.file("a");
    two.mkdir("b");
    var oneBefore = one.stat();
    var twoBefore = two.stat();
    Renamed renamed = one.rename("a", two, "b", RenameHow.EXCHANGE);
    assertTells(renamed.from(), oneBefore, one.stat());
    assertTells(renamed.to(), twoBefore, two.stat());
    assertThat(one.stat().change()).isNotEqualTo(oneBefore.change());
  }

  @Test
  void exchangeNeedsTheRightToRemoveBoth() throws Exception {
    needs(Feature.RENAME_HOW);
    needsIdentities();
    Place closed = place().in(place().mkdir("closed", 0755));
    closed.file("x");
    Place sticky = place().in(place().mkdir("sticky", 01777));
    sticky.file("x");
    place().as(ALICE).file("mine");
    assertFails(
        () -> place().as(ALICE).rename("mine", closed, "x", RenameHow.EXCHANGE), Errno.EACCES);
    assertFails(
        () -> place().as(ALICE).rename("mine", sticky, "x", RenameHow.EXCHANGE), Errno.EPERM);
    assertFails(
        () -> sticky.as(ALICE).rename("x", place(), "mine", RenameHow.EXCHANGE), Errno.EPERM);
    place().as(ALICE).file("other");
    place().as(ALICE).rename("mine", place(), "other", RenameHow.EXCHANGE);
  }
}
