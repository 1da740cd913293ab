package dev.byway.vfs.testkit;

import static dev.byway.vfs.testkit.Failures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.vfs.Caller;
import dev.byway.vfs.Node;
import dev.byway.vfs.OpenFile;
import dev.byway.vfs.OpenHow;
import dev.byway.vfs.SetAttributes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Giving files away, and what becomes of the set-id bits.
abstract class SetIdContract extends Chapter {
  @BeforeEach
  final void needUsers() {
    needsIdentities();
  }

  @Test
  void filesAreNotGivenAway() throws Exception {
    assumeTrue(can().chownRestricted(), "owners may give files away");
    Node node = place().as(ALICE).file("f");
    assertFails(() -> setOwner(ALICE, node, 1002), Errno.EPERM);
    assertFails(() -> setOwner(BOB, node, 1002), Errno.EPERM);
    assertFails(() -> setOwner(ALICE, node, 0), Errno.EPERM);
    assertThat(place().stat(node).uid()).isEqualTo(1001);
    setOwner(ALICE, node, 1001);
    setOwner(su(), node, 1002);
    assertThat(place().stat(node).uid()).isEqualTo(1002);
    assertThat(place().stat(node).gid()).isEqualTo(2001);
  }

  @Test
  void ownersSetOnlyGroupsTheyAreIn() throws Exception {
    assumeTrue(can().chownRestricted(), "owners may give files away");
    Node node = place().as(BOB).file("f");
    setGroup(BOB, node, 2001);
    assertThat(place().stat(node).gid()).isEqualTo(2001);
    assertFails(() -> setGroup(BOB, node, 2003), Errno.EPERM);
    assertFails(() -> setGroup(ALICE, node, 2001), Errno.EPERM);
    setGroup(BOB, node, 2002);
    setGroup(su(), node, 2003);
    setGroup(BOB, node, 2003);
    assertThat(place().stat(node).gid()).isEqualTo(2003);
  }

  @Test
  void aNewOwnerOrGroupDropsSetIdBits() throws Exception {
    Node node = place().as(BOB).file("f");
    place().chmod(node, 06755);
    setGroup(BOB, node, 2001);
    assertThat(place().stat(node).mode()).isEqualTo(0755);
    place().chmod(node, 06755);
    setOwner(su(), node, 1001);
    assertThat(place().stat(node).mode()).isEqualTo(0755);
  }

  @Test
  void directoriesKeepTheirSetIdBits() throws Exception {
    Node directory = place().as(BOB).mkdir("d", 0755);
    place().chmod(directory, 06755);
    setOwner(su(), directory, 1001);
    assertThat(place().stat(directory).mode()).isEqualTo(06755);
  }

  @Test
  void writingDropsSetIdBits() throws Exception {
    Node node = place().as(ALICE).file("f");
    for (Caller writer : new Caller[] {ALICE, CAROL}) {
      place().chmod(node, 06777);
      Place place = place().as(writer);
      try (OpenFile file = place.open(node, OpenHow.WRITE)) {
        place.write(file, 0, "hello");
      }
      assertThat(place().stat(node).mode()).isEqualTo(0777);
    }
  }

  @Test
  void truncatingDropsSetIdBits() throws Exception {
    Node node = place().as(ALICE).file("f", "hello");
    place().chmod(node, 06777);
    place().as(CAROL).truncate(node, 2);
    assertThat(place().stat(node).mode()).isEqualTo(0777);
    place().chmod(node, 06777);
    place().as(ALICE).truncate(node, 1);
    assertThat(place().stat(node).mode()).isEqualTo(0777);
  }

  @Test
  void superuserKeepsSetIdBitsWhenWriting() throws Exception {
    Node node = place().as(ALICE).file("f");
    place().chmod(node, 06755);
    try (OpenFile file = place().open(node, OpenHow.WRITE)) {
      place().write(file, 0, "hello");
    }
    assertThat(place().stat(node).mode()).isEqualTo(06755);
  }

  @Test
  void readingKeepsSetIdBits() throws Exception {
    Node node = place().as(ALICE).file("f", "hello");
    place().chmod(node, 06755);
    assertThat(place().as(CAROL).content(node)).isEqualTo("hello");
    assertThat(place().stat(node).mode()).isEqualTo(06755);
  }

  @Test
  void setGidIsOnlyForMembersOfTheGroup() throws Exception {
    Node node = place().as(ALICE).file("f");
    place().as(ALICE).chmod(node, 02755);
    assertThat(place().stat(node).mode()).isEqualTo(02755);
    setGroup(su(), node, 2003);
    place().as(ALICE).chmod(node, 02755);
    assertThat(place().stat(node).mode()).isEqualTo(0755);
    place().chmod(node, 02755);
    assertThat(place().stat(node).mode()).isEqualTo(02755);
  }

  @Test
  void setGidDirectoriesGiveTheirGroup() throws Exception {
    Node shared = place().mkdir("d", 0777);
    setGroup(su(), shared, 2003);
    place().chmod(shared, 02777);
    Place alice = place().in(shared).as(ALICE);
    assertThat(place().stat(alice.file("f")).gid()).isEqualTo(2003);
    var sub = place().stat(alice.mkdir("sub"));
    assertThat(sub.gid()).isEqualTo(2003);
    assertThat(sub.uid()).isEqualTo(1001);
    assertThat(sub.mode()).isEqualTo(02755);
    if (can().symbolicLinks()) {
      assertThat(place().stat(alice.symlink("l", "x")).gid()).isEqualTo(2003);
    }
  }

  @Test
  void ordinaryDirectoriesDoNotGiveTheirGroup() throws Exception {
    Node plain = place().mkdir("d", 0777);
    setGroup(su(), plain, 2003);
    assertThat(place().stat(place().in(plain).as(ALICE).file("f")).gid()).isEqualTo(2001);
  }

  private void setOwner(Caller caller, Node node, int uid) throws ErrnoException {
    place().as(caller).set(node, SetAttributes.NONE.withUid(uid));
  }

  private void setGroup(Caller caller, Node node, int gid) throws ErrnoException {
    place().as(caller).set(node, SetAttributes.NONE.withGid(gid));
  }
}
