package dev.byway.vfs.testkit;

import static dev.byway.vfs.testkit.Failures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.byway.base.Errno;
import dev.byway.vfs.Caller;
import dev.byway.vfs.Node;
import dev.byway.vfs.OpenFile;
import dev.byway.vfs.Vfs;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Handles: short, lasting, each for one node alone.
abstract class HandleContract extends Chapter {
  @Test
  void handlesFindTheirNodesAgain() throws Exception {
    var nodes = new ArrayList<Node>();
    nodes.add(vfs().root());
    nodes.add(place().here());
    nodes.add(place().file("f"));
    nodes.add(place().mkdir("d"));
    if (can().symbolicLinks()) {
      nodes.add(place().symlink("l", "nowhere"));
    }
    if (can().specialFiles()) {
      nodes.add(place().fifo("p"));
    }
    int longest = isWeak(Weakening.LONG_HANDLES) ? 64 : Node.HANDLE_MAX;
    var handles = new HashSet<String>();
    for (Node node : nodes) {
      byte[] handle = node.handle();
      assertThat(handle.length).isBetween(1, longest);
      assertThat(handles.add(Arrays.toString(handle))).as("handles differ").isTrue();
      assertThat(vfs().resolve(su(), handle.clone())).isEqualTo(node);
      assertThat(vfs().resolve(su(), handle).handle()).isEqualTo(handle);
    }
  }

  @Test
  void handlesWorkForEveryCaller() throws Exception {
    needs(Weakening.NODES_ARE_PATHS);
    needsIdentities();
    Place closed = place().as(ALICE).inNew("d");
    Node node = closed.file("f");
    closed.chmod(closed.here(), 0700);
    assertThat(vfs().resolve(CAROL, node.handle())).isEqualTo(node);
    assertThat(vfs().getattr(CAROL, node).uid()).isEqualTo(1001);
  }

  @Test
  void handlesOfGoneNodesAreStale() throws Exception {
    byte[] file = place().file("f").handle().clone();
    byte[] directory = place().mkdir("d").handle().clone();
    place().unlink("f");
    place().rmdir("d");
    for (int i = 0; i < 50; i++) {
      place().file("another" + i);
    }
    assertFails(() -> vfs().resolve(su(), file), Errno.ESTALE);
    assertFails(() -> vfs().resolve(su(), directory), Errno.ESTALE);
  }

  @Test
  void handlesOfOpenFilesWithoutANameAreGood() throws Exception {
    needs(Weakening.UNLINKED_OPEN_FILES_DIE);
    try (OpenFile file = place().openNew("f")) {
      place().write(file, 0, "hello");
      byte[] handle = file.node().handle().clone();
      place().unlink("f");
      assertThat(vfs().resolve(su(), handle)).isEqualTo(file.node());
      assertThat(place().content(vfs().resolve(su(), handle))).isEqualTo("hello");
    }
  }

  @Test
  void randomBytesAreNoHandle() {
    var random = new Random(4711);
    for (int length : new int[] {1, 2, 4, 7, 8, 12, 16, 20, 24, 28, 32, 36, 40, 63, 64, 128}) {
      for (int i = 0; i < 50; i++) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        assertFails(() -> vfs().resolve(su(), bytes), Errno.EBADF, Errno.ESTALE);
      }
      assertFails(() -> vfs().resolve(su(), new byte[length]), Errno.EBADF, Errno.ESTALE);
    }
    assertFails(() -> vfs().resolve(su(), new byte[0]), Errno.EBADF);
  }

  @Test
  void damagedHandlesFindNothing() throws Exception {
    for (int i = 0; i < 100; i++) {
      place().file("neighbour" + i);
    }
    byte[] good = place().find("neighbour50").handle().clone();
    for (int bit = 0; bit < good.length * 8; bit++) {
      byte[] bad = good.clone();
      bad[bit / 8] ^= (byte) (1 << bit % 8);
      assertFails(() -> vfs().resolve(su(), bad), Errno.EBADF, Errno.ESTALE);
    }
    for (int length = 0; length < good.length; length++) {
      byte[] cut = Arrays.copyOf(good, length);
      assertFails(() -> vfs().resolve(su(), cut), Errno.EBADF, Errno.ESTALE);
    }
    byte[] longer = Arrays.copyOf(good, good.length + 1);
    assertFails(() -> vfs().resolve(su(), longer), Errno.EBADF, Errno.ESTALE);
  }

  @Test
  void handlesOfAnotherRoomAreNotGood() throws Exception {
    try (Vfs other = contract().create()) {
      var root = new Place(other, su(), other.root());
      String name = "foreign-" + Long.toHexString(System.nanoTime());
      Node foreign = root.file(name);
      try {
        if (other.getattr(su(), foreign).fsid() != place().stat().fsid()) {
          assertFails(() -> vfs().resolve(su(), foreign.handle()), Errno.EBADF, Errno.ESTALE);
          assertFails(() -> place().stat(foreign), Errno.ESTALE);
          assertFails(() -> place().in(foreign).find("x"), Errno.ESTALE);
          assertFails(() -> place().rename("x", root, "x"), Errno.EXDEV);
        }
      } finally {
        root.unlink(name);
      }
    }
  }

  @Test
  void handlesOutliveTheRoom() throws Exception {
    assumeTrue(can().persistentHandles(), "handles last as long as the room");
    Vfs closed = vfs();
    Caller caller = su();
    byte[] file = place().file("f", "hello").handle().clone();
    byte[] directory = place().mkdir("d").handle().clone();
    byte[] gone = place().file("gone").handle().clone();
    place().unlink("gone");
    place().rename("f", "renamed");
    closed.close();
    Vfs again = contract().createAgain(closed);
    assumeTrue(again != null, "this test cannot make the room again");
    try (Vfs room = java.util.Objects.requireNonNull(again)) {
      var root = new Place(room, caller, room.root());
      assertThat(root.content(room.resolve(caller, file))).isEqualTo("hello");
      assertThat(root.stat(room.resolve(caller, directory)).isDirectory()).isTrue();
      assertThat(room.resolve(caller, file).handle()).isEqualTo(file);
      assertFails(() -> room.resolve(caller, gone), Errno.ESTALE);
    }
  }
}
