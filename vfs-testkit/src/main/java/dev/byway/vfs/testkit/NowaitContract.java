package dev.byway.vfs.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.vfs.Attributes;
import dev.byway.vfs.Caller;
import dev.byway.vfs.CreateHow;
import dev.byway.vfs.Name;
import dev.byway.vfs.Node;
import dev.byway.vfs.OpenFile;
import dev.byway.vfs.OpenHow;
import dev.byway.vfs.SetAttributes;
import dev.byway.vfs.Stability;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Callers who cannot wait get the answer or EAGAIN, and EAGAIN has changed nothing.
abstract class NowaitContract extends Chapter {
  private interface Call {
    void run(Caller caller) throws ErrnoException;
  }

  /// Calls without waiting, and again with waiting if the answer was not at hand, as a door does.
  ///
  /// @return whether it was answered at once
  private boolean ask(Call call) throws ErrnoException {
    try {
      call.run(su().asNowait());
      return true;
    } catch (ErrnoException e) {
      assertThat(e.errno()).isEqualTo(Errno.EAGAIN);
      call.run(su());
      return false;
    }
  }

  @Test
  void everyCallAnswersOrSaysAgainHavingChangedNothing() throws Exception {
    Node here = place().here();
    Name f = Place.name("f");
    Name g = Place.name("g");
    Name d = Place.name("d");
    var how = new CreateHow.Guarded(SetAttributes.ofMode(0600));
    ask(caller -> vfs().create(caller, here, f, how, null));
    ask(caller -> vfs().mkdir(caller, here, d, SetAttributes.NONE));
    Node node = place().find("f");
    ask(caller -> vfs().setattr(caller, node, SetAttributes.ofMode(0640), null, false));
    assertThat(place().stat(node).mode()).isEqualTo(0640);
    ask(caller -> vfs().rename(caller, here, f, here, g));
    assertThat(place().names()).containsExactlyInAnyOrder("g", "d");
    ask(caller -> vfs().unlink(caller, here, g));
    ask(caller -> vfs().rmdir(caller, here, d));
    assertThat(place().names()).isEmpty();
  }

  @Test
  void linkingAnswersOrSaysAgain() throws Exception {
    needsHardLinks();
    needsSymbolicLinks();
    Node node = place().file("f");
    byte[] target = {'x'};
    ask(caller -> vfs().link(caller, node, place().here(), Place.name("g")));
    ask(
        caller ->
            vfs().symlink(caller, place().here(), Place.name("l"), target, SetAttributes.NONE));
    ask(caller -> assertThat(vfs().readlink(caller, place().find("l"))).isEqualTo(target));
    assertThat(place().stat(node).nlink()).isEqualTo(2);
  }

  @Test
  void writingAnswersOrSaysAgain() throws Exception {
    try (OpenFile file = place().openNew("f")) {
      ByteBuffer src = StandardCharsets.US_ASCII.encode("hello");
      ask(caller -> writeAll(file, caller, src));
      ask(caller -> file.commit(caller, 0, 0));
      ask(caller -> file.setattr(caller, SetAttributes.ofSize(4)));
      assertThat(place().content(file)).isEqualTo("hell");
    }
  }

  private static void writeAll(OpenFile file, Caller caller, ByteBuffer src) throws ErrnoException {
    int before = src.position();
    try {
      while (src.hasRemaining()) {
        file.write(caller, src, src.position(), Stability.UNSTABLE);
      }
    } catch (ErrnoException e) {
      assertThat(src.position()).as("EAGAIN takes nothing").isEqualTo(before);
      throw e;
    }
  }

  @Test
  void readingGivesWhatIsThereOrSaysAgain() throws Exception {
    byte[] data = "0123456789".repeat(5000).getBytes(StandardCharsets.US_ASCII);
    try (OpenFile file = place().openNew("f")) {
      place().write(file, 0, data);
      ByteBuffer dst = ByteBuffer.allocate(data.length);
      while (dst.hasRemaining()) {
        int before = dst.position();
        Caller caller = su().asNowait();
        int count;
        try {
          count = file.read(caller, dst, before);
        } catch (ErrnoException e) {
          assertThat(e.errno()).isEqualTo(Errno.EAGAIN);
          assertThat(dst.position()).isEqualTo(before);
          count = file.read(su(), dst, before);
        }
        assertThat(count).isPositive();
        assertThat(dst.position()).isEqualTo(before + count);
      }
      assertThat(dst.array()).isEqualTo(data);
    }
  }

  @Test
  void otherFailuresAreToldAtOnceOrAfterWaiting() throws Exception {
    Call missing = caller -> vfs().lookup(caller, place().here(), Place.name("missing"));
    ErrnoException failure = failureOf(missing, su().asNowait());
    if (failure.errno() == Errno.EAGAIN) {
      failure = failureOf(missing, su());
    }
    assertThat(failure.errno()).isEqualTo(Errno.ENOENT);
  }

  private static ErrnoException failureOf(Call call, Caller caller) {
    try {
      call.run(caller);
    } catch (ErrnoException e) {
      return e;
    }
    throw new AssertionError("the call should fail");
  }

  @Test
  void whatWasJustUsedIsAnsweredAtOnce() throws Exception {
    assumeTrue(can().nowait(), "the room always waits");
    Node node = place().file("f", "hello");
    Attributes seen = place().stat(node);
    Caller hasty = su().asNowait();
    assertThat(vfs().getattr(hasty, node)).isEqualTo(seen);
    place().find("f");
    assertThat(vfs().lookup(hasty, place().here(), Place.name("f")).node()).isEqualTo(node);
    try (OpenFile file = place().open(node, OpenHow.READ)) {
      needs(Weakening.READS_WAIT);
      assertThat(place().content(file)).isEqualTo("hello");
      assertThat(file.getattr(hasty).size()).isEqualTo(5);
      ByteBuffer dst = ByteBuffer.allocate(10);
      assertThat(file.read(hasty, dst, 0)).isEqualTo(5);
    }
  }

  @Test
  void roomsThatCannotTellSayAgainToEverything() throws Exception {
    assumeFalse(can().nowait(), "the room answers some at once");
    Node node = place().file("f", "hello");
    Caller hasty = su().asNowait();
    List<Call> calls = new ArrayList<>();
    calls.add(caller -> vfs().getattr(caller, node));
    calls.add(caller -> vfs().lookup(caller, place().here(), Place.name("f")));
    calls.add(caller -> vfs().open(caller, node, OpenHow.READ).close());
    calls.add(caller -> vfs().unlink(caller, place().here(), Place.name("f")));
    calls.add(caller -> vfs().readdir(caller, place().here(), 0, false, (_, _, _, _) -> true));
    for (Call call : calls) {
      assertThat(failureOf(call, hasty).errno()).isEqualTo(Errno.EAGAIN);
    }
    assertThat(place().content(node)).isEqualTo("hello");
  }

  @Test
  void listingWithoutWaitingHidesAndRepeatsNothing() throws Exception {
    Place d = place().inNew("d");
    for (int i = 0; i < 300; i++) {
      d.file("f" + i);
    }
    var seen = new ArrayList<String>();
    long[] cookie = {0};
    boolean[] end = {false};
    while (!end[0]) {
      ask(
          caller -> {
            int before = seen.size();
            end[0] =
                vfs()
                    .readdir(
                        caller,
                        d.here(),
                        cookie[0],
                        false,
                        (name, _, next, _) -> {
                          if (seen.size() - before == 50) {
                            return false;
                          }
                          cookie[0] = next;
                          return seen.add(name.toString());
                        });
          });
    }
    assertThat(seen).doesNotHaveDuplicates().hasSize(302);
  }
}
