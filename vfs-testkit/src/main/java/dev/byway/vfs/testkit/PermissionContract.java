package dev.byway.vfs.testkit;

import static dev.byway.vfs.testkit.Failures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import dev.byway.base.Errno;
import dev.byway.vfs.Attributes;
import dev.byway.vfs.Caller;
import dev.byway.vfs.Node;
import dev.byway.vfs.OpenFile;
import dev.byway.vfs.OpenHow;
import dev.byway.vfs.SetAttributes;
import dev.byway.vfs.SetAttributes.SetTime;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Who may do what: several users, several groups.
abstract class PermissionContract extends Chapter {
  @BeforeEach
  final void needUsers() {
    needsIdentities();
  }

  @Test
  void newNodesBelongToTheirMaker() throws Exception {
    Attributes file = place().stat(place().as(ALICE).file("f"));
    assertThat(file.uid()).isEqualTo(1001);
    assertThat(file.gid()).isEqualTo(2001);
    Attributes directory = place().stat(place().as(BOB).mkdir("d"));
    assertThat(directory.uid()).isEqualTo(1002);
    assertThat(directory.gid()).isEqualTo(2002);
    if (can().symbolicLinks()) {
      assertThat(place().stat(place().as(BOB).symlink("l", "x")).uid()).isEqualTo(1002);
    }
  }

  @Test
  void ownerGroupAndOthersHaveTheirOwnBits() throws Exception {
    Node node = place().as(ALICE).file("f");
    for (int bits = 0; bits < 8; bits++) {
      place().chmod(node, bits << 6);
      assertOpens(ALICE, node, bits);
      assertOpens(BOB, node, 0);
      place().chmod(node, bits << 3);
      assertOpens(BOB, node, bits);
      assertOpens(ALICE, node, 0);
      assertOpens(CAROL, node, 0);
      place().chmod(node, bits);
      assertOpens(CAROL, node, bits);
      assertOpens(BOB, node, 0);
    }
  }

  private void assertOpens(Caller caller, Node node, int bits) throws Exception {
    assertOpens(caller, node, OpenHow.READ, (bits & 4) != 0);
    assertOpens(caller, node, OpenHow.WRITE, (bits & 2) != 0);
    assertOpens(caller, node, OpenHow.READ_WRITE, (bits & 6) == 6);
  }

  private void assertOpens(Caller caller, Node node, OpenHow how, boolean allowed)
      throws Exception {
    if (allowed) {
      place().as(caller).open(node, how).close();
    } else {
      assertFails(() -> place().as(caller).open(node, how), Errno.EACCES);
    }
  }

  @Test
  void superuserReadsAndWritesEverything() throws Exception {
    Place alice = place().as(ALICE);
    Node node = alice.file("f", 0);
    try (OpenFile file = place().open(node, OpenHow.READ_WRITE)) {
      place().write(file, 0, "hello");
    }
    Place closed = alice.in(alice.mkdir("d", 0));
    closed.as(su()).file("f");
    assertThat(closed.as(su()).names()).containsExactly("f");
    assertFails(closed::names, Errno.EACCES);
  }

  @Test
  void allGroupsCountBeyondSixteen() throws Exception {
    needs(Weakening.SIXTEEN_GROUPS);
    for (int gid : new int[] {2004, 3000, 3015, 3016, 3031}) {
      assertGroupReads(JOINER, gid, true);
    }
    assertGroupReads(JOINER, 3032, false);
    assertGroupReads(JOINER, 2999, false);
  }

  @Test
  void sixteenGroupsCount() throws Exception {
    Caller caller = Caller.of(1005, 2005, IntStream.range(3000, 3016).toArray(), "test");
    for (int gid : new int[] {2005, 3000, 3008, 3015}) {
      assertGroupReads(caller, gid, true);
    }
    assertGroupReads(caller, 3016, false);
  }

  private void assertGroupReads(Caller caller, int gid, boolean reads) throws Exception {
    String name = "g" + gid;
    Node node = place().file(name, 0640);
    place().chown(node, 0, gid);
    assertOpens(caller, node, OpenHow.READ, reads);
    place().unlink(name);
  }

  @Test
  void ownerOverrideLetsTheOwnerThrough() throws Exception {
    needs(Weakening.OWNER_NOT_OVERRIDDEN);
    Node node = place().as(ALICE).file("f", 0);
    OpenHow override = OpenHow.READ_WRITE.withOwnerOverride();
    assertFails(() -> place().as(ALICE).open(node, OpenHow.READ), Errno.EACCES);
    place().as(ALICE).open(node, override).close();
    assertFails(() -> place().as(BOB).open(node, override), Errno.EACCES);
  }

  @Test
  void ownerOverrideLetsThoseReadWhoMayExecute() throws Exception {
    needs(Weakening.OWNER_NOT_OVERRIDDEN);
    Node node = place().as(ALICE).file("f", 0711);
    OpenHow override = OpenHow.READ.withOwnerOverride();
    place().as(CAROL).open(node, override).close();
    assertFails(() -> place().as(CAROL).open(node, OpenHow.READ), Errno.EACCES);
    assertFails(
        () -> place().as(CAROL).open(node, OpenHow.WRITE.withOwnerOverride()), Errno.EACCES);
  }

  @Test
  void searchingNeedsExecute() throws Exception {
    Place d = place().inNew("d");
    Node file = d.file("f", 0666);
    Place carol = d.as(CAROL);
    place().chmod(d.here(), 0776);
    assertFails(() -> carol.find("f"), Errno.EACCES);
    assertFails(() -> carol.find("missing"), Errno.EACCES);
    assertFails(() -> carol.find(".."), Errno.EACCES);
    assertFails(() -> carol.file("new"), Errno.EACCES);
    assertFails(() -> carol.unlink("f"), Errno.EACCES);
    assertThat(carol.names()).containsExactly("f");
    place().chmod(d.here(), 0771);
    assertThat(carol.find("f")).isEqualTo(file);
  }

  @Test
  void listingNeedsRead() throws Exception {
    Place d = place().inNew("d");
    d.file("f");
    place().chmod(d.here(), 0773);
    assertFails(() -> d.as(CAROL).names(), Errno.EACCES);
    assertThat(d.as(CAROL).has("f")).isTrue();
  }

  @Test
  void changingNamesNeedsWrite() throws Exception {
    Place d = place().inNew("d");
    d.file("f");
    d.mkdir("sub");
    Node outside = place().as(CAROL).file("outside");
    Place carol = d.as(CAROL);
    assertFails(() -> carol.file("new"), Errno.EACCES);
    assertFails(() -> carol.mkdir("new"), Errno.EACCES);
    assertFails(() -> carol.unlink("f"), Errno.EACCES);
    assertFails(() -> carol.rmdir("sub"), Errno.EACCES);
    assertFails(() -> carol.rename("f", "g"), Errno.EACCES);
    assertFails(() -> carol.rename("f", place(), "g"), Errno.EACCES);
    assertFails(() -> place().as(CAROL).rename("outside", carol, "g"), Errno.EACCES);
    if (can().symbolicLinks()) {
      assertFails(() -> carol.symlink("new", "x"), Errno.EACCES);
    }
    if (can().specialFiles()) {
      assertFails(() -> carol.fifo("new"), Errno.EACCES);
    }
    if (can().hardLinks()) {
      assertFails(() -> carol.link(outside, "new"), Errno.EACCES);
    }
    assertThat(d.names()).containsExactlyInAnyOrder("f", "sub");
    assertThat(place().has("outside")).isTrue();
  }

  @Test
  void takenNamesAreTakenAlsoForThoseWhoMayNotWrite() throws Exception {
    Place d = place().inNew("d");
    d.file("f");
    assertFails(() -> d.as(CAROL).file("f"), Errno.EEXIST);
    assertFails(() -> d.as(CAROL).mkdir("f"), Errno.EEXIST);
  }

  @Test
  void removingNeedsNoRightOnTheFile() throws Exception {
    place().file("f", 0);
    place().as(CAROL).unlink("f");
    assertThat(place().has("f")).isFalse();
  }

  @Test
  void movingADirectoryElsewhereNeedsWriteOnIt() throws Exception {
    Place from = place().in(place().mkdir("from", 0777));
    from.as(ALICE).mkdir("d", 0755);
    Place to = place().in(place().mkdir("to", 0777));
    assertFails(() -> from.as(BOB).rename("d", to, "d"), Errno.EACCES);
    from.as(BOB).rename("d", "e");
    from.as(ALICE).rename("e", to, "d");
    assertThat(to.names()).containsExactly("d");
  }

  @Test
  void stickyDirectoriesProtectEntriesOfOthers() throws Exception {
    Place d = place().in(place().mkdir("d", 01777));
    d.as(ALICE).file("f", 0666);
    d.as(ALICE).mkdir("sub", 0777);
    d.as(BOB).file("mine");
    Place bob = d.as(BOB);
    assertFails(() -> bob.unlink("f"), Errno.EPERM, Errno.EACCES);
    assertFails(() -> bob.rmdir("sub"), Errno.EPERM, Errno.EACCES);
    assertFails(() -> bob.rename("f", "g"), Errno.EPERM, Errno.EACCES);
    assertFails(() -> bob.rename("mine", "f"), Errno.EPERM, Errno.EACCES);
    assertThat(d.names()).containsExactlyInAnyOrder("f", "sub", "mine");
    bob.rename("mine", "still mine");
    d.as(ALICE).unlink("f");
    d.as(su()).rmdir("sub");
    bob.unlink("still mine");
  }

  @Test
  void ownerOfAStickyDirectoryRemovesAnything() throws Exception {
    Place d = place().as(ALICE).inNew("d");
    d.chmod(d.here(), 01777);
    d.as(BOB).file("f");
    d.unlink("f");
    assertThat(d.names()).isEmpty();
  }

  @Test
  void onlyTheOwnerSetsModeAndGivenTimes() throws Exception {
    Node node = place().as(ALICE).file("f", 0666);
    Place bob = place().as(BOB);
    SetAttributes given = SetAttributes.NONE.withMtime(new SetTime.At(5));
    assertFails(() -> bob.chmod(node, 0777), Errno.EPERM);
    assertFails(() -> bob.set(node, given), Errno.EPERM);
    place().as(ALICE).chmod(node, 0622);
    place().as(ALICE).set(node, given);
    assertThat(place().stat(node).mtime()).isEqualTo(5);
    assertThat(place().stat(node).mode()).isEqualTo(0622);
  }

  @Test
  void serverTimeAndSizeNeedOnlyWrite() throws Exception {
    Node node = place().as(ALICE).file("f", "hello");
    SetAttributes now = SetAttributes.NONE.withAtime(SetTime.NOW).withMtime(SetTime.NOW);
    Place carol = place().as(CAROL);
    assertFails(() -> carol.set(node, now), Errno.EACCES);
    assertFails(() -> carol.truncate(node, 1), Errno.EACCES);
    place().chmod(node, 0606);
    carol.set(node, now);
    carol.truncate(node, 1);
    assertThat(place().content(node)).isEqualTo("h");
    place().chmod(node, 0406);
    assertFails(() -> place().as(ALICE).truncate(node, 0), Errno.EACCES);
    place().as(ALICE).set(node, now);
  }
}
