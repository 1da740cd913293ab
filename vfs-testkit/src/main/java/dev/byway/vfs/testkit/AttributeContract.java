package dev.byway.vfs.testkit;

import static dev.byway.vfs.testkit.Failures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.vfs.Access;
import dev.byway.vfs.Attributes;
import dev.byway.vfs.Change;
import dev.byway.vfs.Node;
import dev.byway.vfs.SetAttributes;
import dev.byway.vfs.SetAttributes.SetTime;
import org.junit.jupiter.api.Test;

/// Setting attributes by node, and asking for access.
abstract class AttributeContract extends Chapter {
  @Test
  void sizeIsSetUpAndDown() throws Exception {
    Node node = place().file("f", "hello world");
    place().truncate(node, 5);
    assertThat(place().content(node)).isEqualTo("hello");
    place().truncate(node, 8);
    assertThat(place().content(node)).isEqualTo("hello\0\0\0");
    place().truncate(node, 0);
    assertThat(place().stat(node).size()).isZero();
  }

  @Test
  void sizeReachesPastFourGibibytes() throws Exception {
    Node node = place().file("f", "hello");
    long size = Math.min(can().maxFileSize(), (5L << 30) + 3);
    place().truncate(node, size);
    assertThat(place().stat(node).size()).isEqualTo(size);
    assertThat(place().stat(node).used()).isLessThan(1 << 20);
  }

  @Test
  void onlyRegularFilesHaveASizeToSet() throws Exception {
    Node directory = place().mkdir("d");
    assertFails(() -> place().truncate(directory, 0), Errno.EISDIR);
    if (can().specialFiles()) {
      Node fifo = place().fifo("p");
      assertFails(() -> place().truncate(fifo, 0), Errno.EINVAL);
    }
  }

  @Test
  void impossibleSizesAreRefused() throws Exception {
    Node node = place().file("f", "hello");
    assertFails(() -> place().truncate(node, -1), Errno.EINVAL, Errno.EFBIG);
    if (can().maxFileSize() < Long.MAX_VALUE) {
      assertFails(() -> place().truncate(node, Long.MAX_VALUE), Errno.EFBIG);
    }
    assertThat(place().content(node)).isEqualTo("hello");
  }

  @Test
  void allAttributesAreSetTogether() throws Exception {
    needsIdentities();
    Node node = place().file("f", "hello");
    long atime = 1_000_000_000_000_001_000L;
    long mtime = 1_100_000_000_999_999_000L;
    SetAttributes all =
        new SetAttributes(0604, 1001, 2001, 3L, new SetTime.At(atime), new SetTime.At(mtime));
    place().set(node, all);
    Attributes now = place().stat(node);
    assertThat(now.mode()).isEqualTo(0604);
    assertThat(now.uid()).isEqualTo(1001);
    assertThat(now.gid()).isEqualTo(2001);
    assertThat(now.size()).isEqualTo(3);
    assertThat(now.atime()).isEqualTo(atime);
    assertThat(now.mtime()).isEqualTo(mtime);
  }

  @Test
  void allOrNoneAreSet() throws Exception {
    needsIdentities();
    Place alice = place().as(ALICE);
    Node node = alice.file("f", "hello");
    Attributes before = place().stat(node);
    assertFails(
        () -> alice.set(node, SetAttributes.ofMode(0600).withSize(1L).withUid(1002)), Errno.EPERM);
    Place bob = place().as(BOB);
    assertFails(
        () -> bob.set(node, SetAttributes.ofSize(1).withMode(0666)), Errno.EPERM, Errno.EACCES);
    assertThat(place().stat(node)).isEqualTo(before);
    assertThat(place().content(node)).isEqualTo("hello");
  }

  @Test
  void nothingToSetChangesNothing() throws Exception {
    Node node = place().file("f", "hello");
    waitForTick(node);
    Attributes before = place().stat(node);
    assertTells(place().set(node, SetAttributes.NONE), before, before);
    assertThat(place().stat(node)).isEqualTo(before);
  }

  @Test
  void idsAreUnsigned() throws Exception {
    needsIdentities();
    Node node = place().file("f");
    place().chown(node, -2, -3);
    assertThat(place().stat(node).uid()).isEqualTo(-2);
    assertThat(place().stat(node).gid()).isEqualTo(-3);
  }

  @Test
  void setattrTellsTheChangeOfTheNode() throws Exception {
    Node node = place().file("f", "hello");
    Attributes before = place().stat(node);
    Change change = place().set(node, SetAttributes.ofMode(0600).withSize(2L));
    assertTells(change, before, place().stat(node));
  }

  @Test
  void guardLetsThroughOnlyTheCtimeItNames() throws Exception {
    Node node = place().file("f");
    long ctime = place().stat(node).ctime();
    for (long wrong : new long[] {ctime - Attributes.SECOND, ctime + Attributes.SECOND, 0}) {
      assertFails(() -> guarded(node, 0600, wrong), Errno.ECANCELED);
    }
    assertThat(place().stat(node).mode()).isEqualTo(0644);
    waitForTick(node);
    guarded(node, 0600, ctime);
    assertThat(place().stat(node).mode()).isEqualTo(0600);
    assertFails(() -> guarded(node, 0640, ctime), Errno.ECANCELED);
    assertThat(place().stat(node).mode()).isEqualTo(0600);
  }

  private Change guarded(Node node, int mode, long ctime) throws ErrnoException {
    return vfs().setattr(su(), node, SetAttributes.ofMode(mode), ctime, false);
  }

  @Test
  void ownerOverrideLetsTheOwnerSetTheSize() throws Exception {
    needs(Weakening.OWNER_NOT_OVERRIDDEN);
    needsIdentities();
    Place alice = place().as(ALICE);
    Node node = alice.file("f", "hello");
    alice.chmod(node, 0466);
    SetAttributes size = SetAttributes.ofSize(2);
    assertFails(() -> alice.set(node, size), Errno.EACCES);
    vfs().setattr(ALICE, node, size, null, true);
    assertThat(alice.content(node)).isEqualTo("he");
    alice.chmod(node, 0444);
    assertFails(() -> vfs().setattr(BOB, node, size, null, true), Errno.EACCES);
  }

  @Test
  void setattrOfAGoneNodeIsStale() throws Exception {
    Node node = place().file("f");
    place().unlink("f");
    assertFails(() -> place().chmod(node, 0600), Errno.ESTALE);
    assertFails(() -> place().stat(node), Errno.ESTALE);
    assertFails(() -> vfs().access(su(), node, Access.ALL), Errno.ESTALE);
  }

  @Test
  void accessAnswersOnlyWhatWasAsked() throws Exception {
    Node file = place().file("f", 0755);
    assertThat(vfs().access(su(), file, 0)).isZero();
    assertThat(vfs().access(su(), file, Access.READ)).isEqualTo(Access.READ);
    int fileBits = Access.READ | Access.MODIFY | Access.EXTEND | Access.EXECUTE;
    assertThat(vfs().access(su(), file, fileBits)).isEqualTo(fileBits);
    Node directory = place().mkdir("d");
    int directoryBits = Access.READ | Access.LOOKUP | Access.MODIFY | Access.EXTEND | Access.DELETE;
    assertThat(vfs().access(su(), directory, directoryBits)).isEqualTo(directoryBits);
  }

  @Test
  void accessSaysWhatTheModeSays() throws Exception {
    needsIdentities();
    int rw = Access.READ | Access.MODIFY | Access.EXTEND;
    Place alice = place().as(ALICE);
    Node file = alice.file("f", 0640);
    assertThat(vfs().access(ALICE, file, rw)).isEqualTo(rw);
    assertThat(vfs().access(BOB, file, rw)).isEqualTo(Access.READ);
    assertThat(vfs().access(CAROL, file, rw)).isZero();
    assertThat(vfs().access(ALICE, file, Access.EXECUTE)).isZero();
    Node directory = alice.mkdir("d", 0751);
    int all = Access.READ | Access.LOOKUP | Access.MODIFY | Access.EXTEND | Access.DELETE;
    assertThat(vfs().access(ALICE, directory, all)).isEqualTo(all);
    assertThat(vfs().access(BOB, directory, all)).isEqualTo(Access.READ | Access.LOOKUP);
    assertThat(vfs().access(CAROL, directory, all)).isEqualTo(Access.LOOKUP);
  }
}
