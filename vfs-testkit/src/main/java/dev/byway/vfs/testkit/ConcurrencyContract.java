package dev.byway.vfs.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.vfs.CreateHow;
import dev.byway.vfs.Node;
import dev.byway.vfs.OpenFile;
import dev.byway.vfs.OpenHow;
import dev.byway.vfs.SetAttributes;
import dev.byway.vfs.Stability;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Many threads at once: nothing is lost, counts add up, nobody waits for ever.
@Timeout(300)
abstract class ConcurrencyContract extends Chapter {
  private static final int THREADS = 16;
  private static final int ROUNDS = 100;

  @Test
  void writesToDifferentRangesAreAllThere() throws Exception {
    int block = 5000;
    try (OpenFile file = place().openNew("f")) {
      Threads.run(
          THREADS,
          thread -> {
            byte[] data = new byte[block];
            Arrays.fill(data, (byte) (thread + 1));
            for (int round = 0; round < 20; round++) {
              place().write(file, ((long) round * THREADS + thread) * block, data);
            }
          });
      byte[] all = place().read(file, 0, 20 * THREADS * block + 1);
      assertThat(all).hasSize(20 * THREADS * block);
      for (int i = 0; i < all.length; i++) {
        if (all[i] != i / block % THREADS + 1) {
          assertThat(all[i]).as("byte %d", i).isEqualTo((byte) (i / block % THREADS + 1));
        }
      }
    }
  }

  @Test
  void aReadSeesAWholeWriteOrNothingOfIt() throws Exception {
    needs(Weakening.WRITES_NOT_ATOMIC);
    int size = 3000;
    try (OpenFile file = place().openNew("f")) {
      place().write(file, 100, new byte[size]);
      Threads.run(
          8,
          thread -> {
            byte[] data = new byte[size];
            for (int round = 0; round < ROUNDS * 5; round++) {
              if (thread < 4) {
                Arrays.fill(data, (byte) (thread * 50 + round % 50));
                place().write(file, 100, data);
              } else {
                byte[] seen = place().read(file, 100, size);
                byte[] whole = new byte[size];
                Arrays.fill(whole, seen[0]);
                assertThat(Arrays.equals(seen, whole)).as("half a write was read").isTrue();
              }
            }
          });
    }
  }

  @Test
  void onlyOneThreadMakesAName() throws Exception {
    var made = new AtomicInteger();
    Threads.run(
        THREADS,
        _ -> {
          for (int i = 0; i < ROUNDS; i++) {
            made.addAndGet(tryOne("f" + i));
          }
        });
    assertThat(made).hasValue(ROUNDS);
    assertThat(place().names()).hasSize(ROUNDS);
  }

  private int tryOne(String name) throws ErrnoException {
    try {
      place().create(name, new CreateHow.Guarded(SetAttributes.NONE));
      return 1;
    } catch (ErrnoException e) {
      assertThat(e.errno()).isEqualTo(Errno.EEXIST);
      return 0;
    }
  }

  @Test
  void onlyOneThreadRemovesAName() throws Exception {
    for (int i = 0; i < ROUNDS; i++) {
      place().file("f" + i);
    }
    var removed = new AtomicInteger();
    Threads.run(
        THREADS,
        _ -> {
          for (int i = 0; i < ROUNDS; i++) {
            try {
              place().unlink("f" + i);
              removed.incrementAndGet();
            } catch (ErrnoException e) {
              assertThat(e.errno()).isEqualTo(Errno.ENOENT);
            }
          }
        });
    assertThat(removed).hasValue(ROUNDS);
    assertThat(place().names()).isEmpty();
  }

  @Test
  void linksAddUp() throws Exception {
    needsHardLinks();
    Node node = place().file("f", "hello");
    Threads.run(
        THREADS,
        thread -> {
          for (int i = 0; i < ROUNDS; i++) {
            place().link(node, thread + "-" + i);
            if (i % 2 == 0) {
              place().unlink(thread + "-" + i);
            }
          }
        });
    assertThat(place().stat(node).nlink()).isEqualTo(1 + THREADS * ROUNDS / 2);
    assertThat(place().names()).hasSize(1 + THREADS * ROUNDS / 2);
    assertThat(place().content(node)).isEqualTo("hello");
  }

  @Test
  void renamesLoseAndDoubleNothing() throws Exception {
    Place[] places = new Place[4];
    for (int i = 0; i < places.length; i++) {
      places[i] = place().inNew("d" + i);
    }
    for (int i = 0; i < THREADS; i++) {
      places[i % places.length].file("file" + i, "content" + i);
    }
    Threads.run(
        THREADS,
        thread -> {
          for (int i = 0; i < ROUNDS; i++) {
            Place from = places[(thread + i) % places.length];
            Place to = places[(thread + i + 1) % places.length];
            from.rename("file" + thread, to, "file" + thread);
          }
        });
    for (int i = 0; i < THREADS; i++) {
      Place end = places[(i + ROUNDS) % places.length];
      assertThat(end.content(end.find("file" + i))).isEqualTo("content" + i);
    }
    int names = 0;
    for (Place each : places) {
      names += each.names().size();
    }
    assertThat(names).isEqualTo(THREADS);
  }

  @Test
  void aReplacedNameIsNeverMissing() throws Exception {
    needs(Weakening.FOUND_NODES_MAY_BE_GONE);
    place().file("target", "whole");
    var done = new AtomicBoolean();
    Threads.run(
        8,
        thread -> {
          if (thread >= 4) {
            while (!done.get()) {
              assertThat(place().has("target")).isTrue();
            }
            return;
          }
          try {
            for (int i = 0; i < ROUNDS; i++) {
              place().file("new" + thread, "whole");
              place().rename("new" + thread, "target");
            }
          } finally {
            done.compareAndSet(false, thread == 0);
          }
        });
    assertThat(place().names()).containsExactly("target");
  }

  @Test
  void directoriesMovingAcrossEachOtherNeverFormALoop() throws Exception {
    int count = 4;
    Place[] places = new Place[count];
    for (int i = 0; i < count; i++) {
      places[i] = place().inNew("d" + i);
    }
    Threads.run(
        count * 2,
        thread -> {
          for (int i = 0; i < ROUNDS * 2; i++) {
            Place into = places[(thread + 1 + i % (count - 1)) % count];
            String name = "d" + thread % count;
            Place parent = thread < count ? place() : into;
            Place to = thread < count ? into : place();
            moveIfItCan(parent, name, to);
          }
        });
    for (Place each : places) {
      Place up = each;
      for (int depth = 0; !up.here().equals(place().here()); depth++) {
        assertThat(depth).as("a loop of directories").isLessThanOrEqualTo(count);
        up = up.in(up.find(".."));
      }
    }
  }

  private static void moveIfItCan(Place from, String name, Place to) throws ErrnoException {
    try {
      from.rename(name, to, name);
    } catch (ErrnoException e) {
      assertThat(e.errno()).isIn(Errno.ENOENT, Errno.EINVAL);
    }
  }

  @Test
  void rmdirAndCreateDoNotBothWin() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      Place d = place().inNew("d" + round);
      String name = "d" + round;
      var removed = new AtomicInteger();
      var made = new AtomicInteger();
      Threads.run(
          4,
          thread -> {
            try {
              if (thread % 2 == 0) {
                place().rmdir(name);
                removed.incrementAndGet();
              } else {
                d.file("f" + thread);
                made.incrementAndGet();
              }
            } catch (ErrnoException e) {
              assertThat(e.errno()).isIn(Errno.ENOTEMPTY, Errno.ENOENT, Errno.ESTALE);
            }
          });
      assertThat(removed.get() == 1 ? made.get() == 0 : made.get() == 2).isTrue();
      assertThat(place().has(name)).isEqualTo(removed.get() == 0);
    }
  }

  @Test
  void listingsSeeEverythingThatStaysWhileOthersWork() throws Exception {
    Place d = place().inNew("d");
    List<String> staying = IntStream.range(0, 500).mapToObj(i -> "stays" + i).toList();
    for (String name : staying) {
      d.file(name);
    }
    Threads.run(
        8,
        thread -> {
          for (int i = 0; i < ROUNDS; i++) {
            if (thread < 5) {
              d.file(thread + "-" + i);
              d.rename(thread + "-" + i, thread + "+" + i);
              d.unlink(thread + "+" + i);
            } else if (i % 5 == 0) {
              assertThat(d.names()).containsAll(staying).doesNotHaveDuplicates();
            }
          }
        });
    assertThat(d.names()).containsExactlyInAnyOrderElementsOf(staying);
  }

  @Test
  void openingClosingAndUnlinkingAgree() throws Exception {
    needs(Weakening.UNLINKED_OPEN_FILES_DIE);
    for (int round = 0; round < ROUNDS; round++) {
      Node node = place().file("f", "hello");
      Threads.run(
          4,
          thread -> {
            if (thread == 0) {
              place().unlink("f");
              return;
            }
            try (OpenFile file = place().open(node, OpenHow.READ_WRITE)) {
              assertThat(place().content(file)).isEqualTo("hello");
              file.write(su(), ByteBuffer.wrap(new byte[] {'h'}), 0, Stability.UNSTABLE);
            } catch (ErrnoException e) {
              assertThat(e.errno()).isEqualTo(Errno.ESTALE);
            }
          });
      Failures.assertFails(() -> place().stat(node), Errno.ESTALE);
    }
  }
}
