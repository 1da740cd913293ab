package dev.byway.vfs.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.byway.base.ErrnoException;
import dev.byway.vfs.Attributes;
import dev.byway.vfs.Caller;
import dev.byway.vfs.Capabilities;
import dev.byway.vfs.Capabilities.Feature;
import dev.byway.vfs.Change;
import dev.byway.vfs.Node;
import dev.byway.vfs.Vfs;
import java.time.Duration;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// One subject of the contract. The tests of a chapter are nested in [VfsContract], which gives
/// each of them a fresh room.
abstract class Chapter {
  static final Caller ALICE = Caller.of(1001, 2001, new int[0], "test");

  /// Shares group 2001 with [#ALICE].
  static final Caller BOB = Caller.of(1002, 2002, new int[] {2001}, "test");

  static final Caller CAROL = Caller.of(1003, 2003, new int[0], "test");

  /// In 32 groups, 3000 to 3031.
  static final Caller JOINER = Caller.of(1004, 2004, IntStream.range(3000, 3032).toArray(), "test");

  private static final Duration DEADLINE = Duration.ofSeconds(10);

  abstract VfsContract contract();

  /// The superuser in a fresh directory of mode 0777.
  final Place place() {
    return contract().place();
  }

  final Vfs vfs() {
    return contract().place().vfs();
  }

  final Caller su() {
    return contract().place().caller();
  }

  final Capabilities can() {
    return vfs().capabilities();
  }

  /// Skips the test where the room cannot keep the promise.
  final void needs(Weakening promise) {
    assumeFalse(contract().weakenings().contains(promise), "the room is weak in " + promise);
  }

  final boolean isWeak(Weakening promise) {
    return contract().weakenings().contains(promise);
  }

  final void needsIdentities() {
    assumeTrue(hasIdentities(), "the room acts as one user");
  }

  /// Skips the test where the room lacks an operation.
  final void needs(Feature feature) {
    assumeTrue(can().has(feature), "the room has no " + feature);
  }

  final boolean hasIdentities() {
    return can().identities() && !isWeak(Weakening.ONE_USER);
  }

  final void needsHardLinks() {
    assumeTrue(can().hardLinks(), "the room has no hard links");
  }

  final void needsSymbolicLinks() {
    assumeTrue(can().symbolicLinks(), "the room has no symbolic links");
  }

  final void needsSpecialFiles() {
    assumeTrue(can().specialFiles(), "the room has no special files");
  }

  /// Returns once the room's clock shows a later time than `time`: what is changed from now on has
  /// later timestamps.
  final void waitUntilAfter(long time) throws ErrnoException {
    long end = System.nanoTime() + DEADLINE.toNanos();
    Node probe = place().has(".clock") ? place().find(".clock") : place().file(".clock");
    int mode = 0600;
    while (place().stat(probe).ctime() <= time) {
      assertThat(System.nanoTime()).as("the room's clock stands still").isLessThan(end);
      mode ^= 0040;
      place().chmod(probe, mode);
      Thread.onSpinWait();
    }
  }

  /// Makes the next change of the node show in its times.
  final void waitForTick(Node node) throws ErrnoException {
    waitUntilAfter(place().stat(node).ctime());
  }

  /// Asserts that a change of a node says what getattr said before and says now. To be used where
  /// nobody else changes it.
  final void assertTells(Change change, Attributes before, Attributes after) {
    if (!isWeak(Weakening.CHANGES_UNKNOWN)) {
      assertThat(change.before()).as("before").isNotNull();
      assertThat(change.after()).as("after").isNotNull();
    }
    assertSame(change.before(), before);
    assertSame(change.after(), after);
    if (!isWeak(Weakening.CHANGES_NOT_ATOMIC)) {
      assertThat(change.atomic()).as("atomic").isTrue();
    }
  }

  private static void assertSame(@Nullable Attributes told, Attributes seen) {
    if (told != null) {
      assertThat(told.ctime()).isEqualTo(seen.ctime());
      assertThat(told.mtime()).isEqualTo(seen.mtime());
      assertThat(told.size()).isEqualTo(seen.size());
      assertThat(told.change()).isEqualTo(seen.change());
      assertThat(told.fileid()).isEqualTo(seen.fileid());
    }
  }
}
