package dev.byway.vfs.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.byway.vfs.Attributes;
import dev.byway.vfs.Change;
import dev.byway.vfs.CreateHow;
import dev.byway.vfs.Created;
import dev.byway.vfs.Node;
import dev.byway.vfs.OpenFile;
import dev.byway.vfs.SetAttributes;
import dev.byway.vfs.Stability;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The truth of [Change]: what calls tell of a node before and after is what it was and is.
abstract class ChangeContract extends Chapter {
  private interface Changing {
    Change run() throws Exception;
  }

  private void assertTellsTruth(Node node, Changing call) throws Exception {
    waitForTick(node);
    Attributes before = place().stat(node);
    Change change = call.run();
    Attributes after = place().stat(node);
    assertTells(change, before, after);
    assertThat(after.change()).isNotEqualTo(before.change());
  }

  @Test
  void makingTellsTheDirectory() throws Exception {
    Place d = place().inNew("d");
    var how = new CreateHow.Guarded(SetAttributes.NONE);
    assertTellsTruth(d.here(), () -> d.create("f", how).directory());
    assertTellsTruth(
        d.here(),
        () -> {
          Created made =
              vfs().create(su(), d.here(), Place.name("g"), how, dev.byway.vfs.OpenHow.READ);
          Objects.requireNonNull(made.file()).close();
          return made.directory();
        });
    assertTellsTruth(
        d.here(),
        () -> vfs().mkdir(su(), d.here(), Place.name("sub"), SetAttributes.NONE).directory());
    if (can().symbolicLinks()) {
      byte[] target = {'x'};
      assertTellsTruth(
          d.here(),
          () ->
              vfs()
                  .symlink(su(), d.here(), Place.name("l"), target, SetAttributes.NONE)
                  .directory());
    }
    if (can().hardLinks()) {
      Node node = d.find("f");
      assertTellsTruth(d.here(), () -> d.link(node, "hard").directory());
    }
  }

  @Test
  void removingTellsTheDirectory() throws Exception {
    Place d = place().inNew("d");
    d.file("f");
    d.mkdir("sub");
    assertTellsTruth(d.here(), () -> d.unlink("f"));
    assertTellsTruth(d.here(), () -> d.rmdir("sub"));
  }

  @Test
  void takingAFileThatIsThereChangesNoDirectory() throws Exception {
    Place d = place().inNew("d");
    d.file("f", "hello");
    waitForTick(d.here());
    Attributes before = d.stat();
    Created taken = d.create("f", new CreateHow.Unchecked(SetAttributes.ofSize(0)));
    assertTells(taken.directory(), before, before);
    assertThat(d.stat().change()).isEqualTo(before.change());
  }

  @Test
  void writingTellsTheFile() throws Exception {
    try (OpenFile file = place().openNew("f")) {
      ByteBuffer src = ByteBuffer.allocate(10);
      assertTellsTruth(file.node(), () -> file.write(su(), src, 7, Stability.FILE_SYNC).change());
      assertThat(file.getattr(su()).size()).isEqualTo(17);
    }
  }

  @Test
  void settingThroughAnOpenFileTellsTheFile() throws Exception {
    try (OpenFile file = place().openNew("f")) {
      assertTellsTruth(file.node(), () -> file.setattr(su(), SetAttributes.ofSize(9)));
    }
  }

  /// If changes are atomic, then those of many threads fit together into one chain: what one found
  /// is what another left.
  @Test
  @Timeout(120)
  void atomicChangesOfManyThreadsFormOneChain() throws Exception {
    needs(Weakening.CHANGES_NOT_ATOMIC);
    needs(Weakening.CHANGE_IS_A_CLOCK);
    Place d = place().inNew("d");
    Queue<Change> changes = new ConcurrentLinkedQueue<>();
    long first = d.stat().change();
    Threads.run(
        8,
        thread -> {
          for (int i = 0; i < 200; i++) {
            String name = thread + "-" + i;
            changes.add(d.create(name, new CreateHow.Guarded(SetAttributes.NONE)).directory());
            if (i % 2 == 0) {
              changes.add(d.unlink(name));
            } else {
              changes.add(d.rename(name, "renamed " + name).to());
            }
          }
        });
    assertChain(changes, first, d.stat().change());
  }

  @Test
  @Timeout(120)
  void atomicWritesOfManyThreadsFormOneChain() throws Exception {
    needs(Weakening.CHANGES_NOT_ATOMIC);
    needs(Weakening.CHANGE_IS_A_CLOCK);
    try (OpenFile file = place().openNew("f")) {
      Queue<Change> changes = new ConcurrentLinkedQueue<>();
      long first = file.getattr(su()).change();
      Threads.run(
          8,
          thread -> {
            for (int i = 0; i < 300; i++) {
              var src = ByteBuffer.allocate(100);
              changes.add(file.write(su(), src, thread * 50L, Stability.UNSTABLE).change());
            }
          });
      assertChain(changes, first, file.getattr(su()).change());
    }
  }

  private static void assertChain(Queue<Change> changes, long first, long last) {
    var next = new java.util.HashMap<Long, Long>();
    for (Change change : changes) {
      assertThat(change.atomic()).isTrue();
      long before = Objects.requireNonNull(change.before()).change();
      long after = Objects.requireNonNull(change.after()).change();
      assertThat(next.put(before, after)).as("two changes found the same state").isNull();
    }
    long at = first;
    for (int i = 0; i < changes.size(); i++) {
      Long then = next.get(at);
      assertThat(then).as("nobody's change began where another ended").isNotNull();
      at = Objects.requireNonNull(then);
    }
    assertThat(at).isEqualTo(last);
  }
}
