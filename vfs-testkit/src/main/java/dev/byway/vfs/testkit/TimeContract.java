package dev.byway.vfs.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.byway.vfs.Attributes;
import dev.byway.vfs.Node;
import dev.byway.vfs.OpenFile;
import dev.byway.vfs.SetAttributes;
import dev.byway.vfs.SetAttributes.SetTime;
import org.junit.jupiter.api.Test;

/// Timestamps: which calls move them, and setting them. Tests wait for the room's clock to tick, so
/// that a coarse one is enough.
abstract class TimeContract extends Chapter {
  private static final long Y2001 = 1_000_000_000L * Attributes.SECOND;

  @Test
  void newNodesHaveTheTimeTheyWereMade() throws Exception {
    long before = place().stat().ctime();
    waitUntilAfter(before);
    for (Node node : new Node[] {place().file("f"), place().mkdir("d")}) {
      Attributes made = place().stat(node);
      assertThat(made.ctime()).isGreaterThan(before);
      assertThat(made.mtime()).isGreaterThan(before);
      assertThat(made.atime()).isGreaterThan(before);
    }
    assertThat(place().stat().mtime()).isGreaterThan(before);
  }

  @Test
  void timesKeepTheirNanoseconds() throws Exception {
    Node node = place().file("f");
    long grain = can().timeGranularity();
    for (long nanos : new long[] {0, 1, 999_999_999, 123_456_789}) {
      long atime = Y2001 + nanos;
      long mtime = 2 * Y2001 + nanos;
      setTimes(node, new SetTime.At(atime), new SetTime.At(mtime));
      assertThat(place().stat(node).atime()).isEqualTo(atime / grain * grain);
      assertThat(place().stat(node).mtime()).isEqualTo(mtime / grain * grain);
    }
  }

  @Test
  void timesReachBeforeTheEpochAndFarAhead() throws Exception {
    needs(Weakening.TIMES_ARE_32_BIT);
    Node node = place().file("f");
    for (long time : new long[] {-1, -1_500_000_000L, 7_258_118_400L * Attributes.SECOND + 5}) {
      setTimes(node, new SetTime.At(time), new SetTime.At(time));
      assertThat(place().stat(node).atime()).isEqualTo(time);
      assertThat(place().stat(node).mtime()).isEqualTo(time);
    }
  }

  @Test
  void timesReachAllThatNfsCanSay() throws Exception {
    Node node = place().file("f");
    for (long seconds : new long[] {0, 1, 0x7fff_ffffL, 0x8000_0000L, 0xffff_ffffL}) {
      SetTime time = new SetTime.At(seconds * Attributes.SECOND);
      setTimes(node, time, time);
      assertThat(Attributes.seconds(place().stat(node).mtime())).isEqualTo(seconds);
      assertThat(Attributes.seconds(place().stat(node).atime())).isEqualTo(seconds);
    }
  }

  @Test
  void oneTimeIsSetWithoutTheOther() throws Exception {
    Node node = place().file("f");
    setTimes(node, new SetTime.At(Y2001), new SetTime.At(Y2001));
    place().set(node, SetAttributes.NONE.withAtime(new SetTime.At(0)));
    assertThat(place().stat(node).atime()).isZero();
    assertThat(place().stat(node).mtime()).isEqualTo(Y2001);
    place().set(node, SetAttributes.NONE.withMtime(new SetTime.At(Attributes.SECOND)));
    assertThat(place().stat(node).atime()).isZero();
    assertThat(place().stat(node).mtime()).isEqualTo(Attributes.SECOND);
  }

  @Test
  void serverTimeIsTheRoomsClock() throws Exception {
    Node node = place().file("f");
    setTimes(node, new SetTime.At(Y2001), new SetTime.At(Y2001));
    long before = place().stat(node).ctime();
    waitUntilAfter(before);
    place().set(node, SetAttributes.NONE.withMtime(SetTime.NOW));
    assertThat(place().stat(node).mtime()).isGreaterThan(before);
    assertThat(place().stat(node).atime()).isEqualTo(Y2001);
    place().set(node, SetAttributes.NONE.withAtime(SetTime.NOW));
    Attributes now = place().stat(node);
    assertThat(now.atime()).isGreaterThan(before);
    Node later = place().file("later");
    assertThat(now.atime()).isLessThanOrEqualTo(place().stat(later).ctime());
  }

  @Test
  void ctimeMovesWithEveryChangeOfAttributes() throws Exception {
    Node node = place().file("f", "hello");
    assertMovesCtime(node, () -> place().chmod(node, 0600));
    assertMovesCtime(node, () -> setTimes(node, new SetTime.At(0), new SetTime.At(0)));
    assertMovesCtime(node, () -> place().truncate(node, 1));
    assertMovesCtime(node, () -> place().rename("f", "g"));
    if (hasIdentities()) {
      assertMovesCtime(node, () -> place().chown(node, 1001, 2001));
    }
    if (can().hardLinks()) {
      assertMovesCtime(node, () -> place().link(node, "h"));
      assertMovesCtime(node, () -> place().unlink("h"));
    }
  }

  private void assertMovesCtime(Node node, Action action) throws Exception {
    Attributes before = place().stat(node);
    waitForTick(node);
    action.run();
    Attributes after = place().stat(node);
    assertThat(after.ctime()).isGreaterThan(before.ctime());
    assertThat(after.change()).isNotEqualTo(before.change());
  }

  @Test
  void chmodLeavesTheOtherTimes() throws Exception {
    Node node = place().file("f");
    setTimes(node, new SetTime.At(Y2001), new SetTime.At(2 * Y2001));
    place().chmod(node, 0600);
    assertThat(place().stat(node).atime()).isEqualTo(Y2001);
    assertThat(place().stat(node).mtime()).isEqualTo(2 * Y2001);
  }

  @Test
  void writingMovesMtimeAndCtime() throws Exception {
    try (OpenFile file = place().openNew("f")) {
      Attributes before = file.getattr(su());
      waitForTick(file.node());
      place().write(file, 0, "hello");
      Attributes after = file.getattr(su());
      assertThat(after.mtime()).isGreaterThan(before.mtime());
      assertThat(after.ctime()).isGreaterThan(before.ctime());
      assertThat(after.change()).isNotEqualTo(before.change());
    }
  }

  @Test
  void readingMovesNeitherMtimeNorCtime() throws Exception {
    Node node = place().file("f", "hello");
    Attributes before = place().stat(node);
    waitForTick(node);
    assertThat(place().content(node)).isEqualTo("hello");
    place().find("f");
    Attributes after = place().stat(node);
    assertThat(after.mtime()).isEqualTo(before.mtime());
    assertThat(after.ctime()).isEqualTo(before.ctime());
    assertThat(after.change()).isEqualTo(before.change());
    assertThat(after.atime()).isGreaterThanOrEqualTo(before.atime());
  }

  @Test
  void truncationMovesMtime() throws Exception {
    Node node = place().file("f", "hello");
    Attributes before = place().stat(node);
    waitForTick(node);
    place().truncate(node, 2);
    assertThat(place().stat(node).mtime()).isGreaterThan(before.mtime());
  }

  @Test
  void directoriesMoveWithTheirEntries() throws Exception {
    Place d = place().inNew("d");
    Place other = place().inNew("other");
    assertMovesTimes(d, () -> d.file("f"));
    assertMovesTimes(d, () -> d.rename("f", "g"));
    assertMovesTimes(d, () -> d.unlink("g"));
    assertMovesTimes(d, () -> d.mkdir("sub"));
    assertMovesTimes(d, () -> d.rmdir("sub"));
    other.file("x");
    assertMovesTimes(d, () -> other.rename("x", d, "x"));
    assertMovesTimes(d, () -> d.rename("x", other, "x"));
    if (can().symbolicLinks()) {
      assertMovesTimes(d, () -> d.symlink("l", "x"));
    }
    if (can().hardLinks()) {
      assertMovesTimes(d, () -> d.link(other.find("x"), "hard"));
    }
  }

  private void assertMovesTimes(Place d, Action action) throws Exception {
    Attributes before = d.stat();
    waitForTick(d.here());
    action.run();
    Attributes after = d.stat();
    assertThat(after.mtime()).isGreaterThan(before.mtime());
    assertThat(after.ctime()).isGreaterThan(before.ctime());
    assertThat(after.change()).isNotEqualTo(before.change());
  }

  @Test
  void directoriesDoNotMoveWithTheDataOfTheirFiles() throws Exception {
    Place d = place().inNew("d");
    Node node = d.file("f", "hello");
    Attributes before = d.stat();
    waitForTick(d.here());
    d.truncate(node, 1);
    d.chmod(node, 0600);
    d.find("f");
    Attributes after = d.stat();
    assertThat(after.mtime()).isEqualTo(before.mtime());
    assertThat(after.ctime()).isEqualTo(before.ctime());
    assertThat(after.change()).isEqualTo(before.change());
  }

  @Test
  void everyChangeChangesTheChangeAttribute() throws Exception {
    needs(Weakening.CHANGE_IS_A_CLOCK);
    try (OpenFile file = place().openNew("f")) {
      long last = file.getattr(su()).change();
      for (int i = 0; i < 1000; i++) {
        place().write(file, 0, "x");
        long now = file.getattr(su()).change();
        assertThat(now).isGreaterThan(last);
        last = now;
      }
    }
  }

  private void setTimes(Node node, SetTime atime, SetTime mtime) throws Exception {
    place().set(node, SetAttributes.NONE.withAtime(atime).withMtime(mtime));
  }

  private interface Action {
    @SuppressWarnings("unused")
    void run() throws Exception;
  }
}
