package dev.byway.vfs.testkit;

import static dev.byway.vfs.testkit.Failures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.byway.base.Errno;
import dev.byway.vfs.Capabilities.Feature;
import dev.byway.vfs.Node;
import dev.byway.vfs.OpenFile;
import dev.byway.vfs.OpenHow;
import dev.byway.vfs.lock.ByteRange;
import dev.byway.vfs.lock.HeldLock;
import dev.byway.vfs.lock.LockClient;
import dev.byway.vfs.lock.LockKind;
import dev.byway.vfs.lock.LockOwner;
import dev.byway.vfs.lock.LockWait;
import dev.byway.vfs.lock.LockWaiter;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Advisory locks.
abstract class LockContract extends Chapter {
  private static final long DEADLINE_SECONDS = 20;

  private final LockClient one = new LockClient("one");
  private final LockClient two = new LockClient("two");
  private final LockOwner a = owner(one, 1);
  private final LockOwner b = owner(two, 2);
  private final LockOwner c = owner(one, 3);
  private final BlockingQueue<String> told = new LinkedBlockingQueue<>();

  private static LockOwner owner(LockClient client, int id) {
    return new LockOwner(client, new byte[] {(byte) id}, id);
  }

  private static ByteRange range(long first, long last) {
    return new ByteRange(first, last);
  }

  @BeforeEach
  void needsLocks() {
    needs(Feature.LOCKS);
  }

  private @Nullable HeldLock read(OpenFile file, LockOwner owner, ByteRange range)
      throws Exception {
    return file.lock(su(), owner, LockKind.READ, range);
  }

  private @Nullable HeldLock write(OpenFile file, LockOwner owner, ByteRange range)
      throws Exception {
    return file.lock(su(), owner, LockKind.WRITE, range);
  }

  private @Nullable LockWait await(OpenFile file, LockOwner owner, LockKind kind, ByteRange range)
      throws Exception {
    return file.awaitLock(su(), owner, kind, range, waiter(owner));
  }

  private LockWaiter waiter(LockOwner owner) {
    return new LockWaiter() {
      @Override
      public void granted() {
        told.add("granted " + owner.pid());
      }

      @Override
      public void failed(Errno errno) {
        told.add(errno + " " + owner.pid());
      }
    };
  }

  private String told() throws InterruptedException {
    return String.valueOf(told.poll(DEADLINE_SECONDS, TimeUnit.SECONDS));
  }

  private static <T> T some(@Nullable T value) {
    assertThat(value).isNotNull();
    return Objects.requireNonNull(value);
  }

  /// Asserts that another owner than the holders could lock all of this and nothing beside it.
  private void assertFree(OpenFile file, LockKind kind, ByteRange range) throws Exception {
    LockOwner other = owner(new LockClient("other"), 99);
    assertThat(file.testLock(su(), other, kind, range)).isNull();
    if (range.first() > 0) {
      ByteRange before = range(range.first() - 1, range.first() - 1);
      assertThat(file.testLock(su(), other, kind, before)).isNotNull();
    }
    if (!range.isEndless()) {
      ByteRange after = range(range.last() + 1, range.last() + 1);
      assertThat(file.testLock(su(), other, kind, after)).isNotNull();
    }
  }

  @Test
  void readLocksAreSharedAndWriteLocksAreNot() throws Exception {
    try (OpenFile file = place().openNew("f")) {
      assertThat(read(file, a, range(0, 9))).isNull();
      assertThat(read(file, b, range(5, 14))).isNull();
      assertThat(write(file, b, range(5, 14))).isNotNull();
      assertThat(write(file, b, range(10, 14))).isNull();
      assertThat(read(file, a, range(0, 10))).isNotNull();
      file.unlock(su(), a, ByteRange.ALL);
      assertThat(write(file, b, range(0, 14))).isNull();
      file.unlock(su(), b, ByteRange.ALL);
    }
  }

  @Test
  void theLockInTheWayIsTold() throws Exception {
    try (OpenFile file = place().openNew("f")) {
      assertThat(write(file, a, range(100, 199))).isNull();
      HeldLock inTheWay = some(file.testLock(su(), b, LockKind.READ, range(150, 160)));
      assertThat(inTheWay.kind()).isEqualTo(LockKind.WRITE);
      assertThat(inTheWay.range()).isEqualTo(range(100, 199));
      assertThat(file.testLock(su(), a, LockKind.WRITE, range(0, 500))).isNull();
      assertThat(file.testLock(su(), b, LockKind.WRITE, range(0, 99))).isNull();
      assertThat(file.testLock(su(), b, LockKind.WRITE, range(200, 300))).isNull();
      HeldLock refused = some(write(file, b, ByteRange.ALL));
      assertThat(refused.range()).isEqualTo(range(100, 199));
      file.unlock(su(), a, ByteRange.ALL);
      assertThat(file.testLock(su(), b, LockKind.WRITE, ByteRange.ALL)).isNull();
    }
  }

  @Test
  void locksOfAllOpenFilesOfAFileConflict() throws Exception {
    Node node = place().file("f", "hello");
    try (OpenFile first = place().open(node, OpenHow.READ_WRITE);
        OpenFile second = place().open(node, OpenHow.READ_WRITE);
        OpenFile other = place().openNew("g")) {
      assertThat(write(first, a, ByteRange.ALL)).isNull();
      assertThat(write(second, b, range(3, 3))).isNotNull();
      assertThat(write(other, b, range(3, 3))).isNull();
      second.unlock(su(), a, ByteRange.ALL);
      assertThat(write(second, b, range(3, 3))).isNull();
      second.unlock(su(), b, ByteRange.ALL);
      other.unlock(su(), b, ByteRange.ALL);
    }
  }

  @Test
  void unlockingTheMiddleSplitsALock() throws Exception {
    try (OpenFile file = place().openNew("f")) {
      assertThat(write(file, a, range(0, 99))).isNull();
      file.unlock(su(), a, range(40, 59));
      assertFree(file, LockKind.WRITE, range(40, 59));
      assertThat(write(file, a, range(40, 59))).isNull();
      HeldLock whole = some(file.testLock(su(), b, LockKind.READ, range(50, 50)));
      assertThat(whole.range()).isEqualTo(range(0, 99));
      file.unlock(su(), a, ByteRange.ALL);
    }
  }

  @Test
  void anOwnersLaterLockTakesThePlaceOfEarlierOnes() throws Exception {
    try (OpenFile file = place().openNew("f")) {
      assertThat(write(file, a, range(0, 99))).isNull();
      assertThat(read(file, a, range(20, 29))).isNull();
      assertFree(file, LockKind.READ, range(20, 29));
      assertThat(read(file, b, range(20, 29))).isNull();
      assertThat(write(file, a, range(0, 99))).as("an upgrade that another keeps off").isNotNull();
      assertFree(file, LockKind.READ, range(20, 29));
      file.unlock(su(), b, ByteRange.ALL);
      assertThat(write(file, a, range(0, 99))).isNull();
      assertThat(read(file, b, range(20, 29))).isNotNull();
      file.unlock(su(), a, ByteRange.ALL);
    }
  }

  @Test
  void locksReachToTheEndOfAllFiles() throws Exception {
    try (OpenFile file = place().openNew("f")) {
      assertThat(write(file, a, range(10, Long.MAX_VALUE))).isNull();
      assertThat(write(file, b, range(1L << 40, 1L << 41))).isNotNull();
      assertThat(write(file, b, range(0, 9))).isNull();
      file.unlock(su(), a, range(20, Long.MAX_VALUE));
      HeldLock left = some(file.testLock(su(), b, LockKind.WRITE, ByteRange.ALL));
      assertThat(left.range()).isEqualTo(range(10, 19));
      file.unlock(su(), a, ByteRange.ALL);
      file.unlock(su(), b, ByteRange.ALL);
    }
  }

  @Test
  void aLockNeedsAFileThatIsOpenForIt() throws Exception {
    Node node = place().file("f", "hello");
    try (OpenFile reader = place().open(node, OpenHow.READ);
        OpenFile writer = place().open(node, OpenHow.WRITE)) {
      assertThat(read(reader, a, range(0, 0))).isNull();
      assertFails(() -> write(reader, a, range(0, 0)), Errno.EBADF);
      assertFails(() -> read(writer, a, range(1, 1)), Errno.EBADF);
      assertThat(write(writer, a, range(1, 1))).isNull();
      reader.unlock(su(), a, ByteRange.ALL);
    }
    OpenFile closed = place().open(node, OpenHow.READ_WRITE);
    closed.close();
    assertFails(() -> read(closed, a, range(0, 0)), Errno.EBADF);
    assertFails(() -> closed.unlock(su(), a, range(0, 0)), Errno.EBADF);
  }

  @Test
  void whoWaitsIsGrantedWhenTheLockGoes() throws Exception {
    try (OpenFile file = place().openNew("f")) {
      assertThat(await(file, a, LockKind.WRITE, range(0, 9))).isNull();
      assertThat(await(file, b, LockKind.READ, range(5, 6))).isNotNull();
      file.unlock(su(), a, range(0, 4));
      assertThat(told).isEmpty();
      file.unlock(su(), a, range(5, 9));
      assertThat(told()).isEqualTo("granted 2");
      assertThat(write(file, a, range(0, 9))).isNotNull();
      file.unlock(su(), b, ByteRange.ALL);
    }
  }

  @Test
  void whoWaitsIsGrantedWhenTheLockGetsWeaker() throws Exception {
    try (OpenFile file = place().openNew("f")) {
      assertThat(write(file, a, range(0, 9))).isNull();
      assertThat(await(file, b, LockKind.READ, range(5, 6))).isNotNull();
      assertThat(read(file, a, range(0, 9))).isNull();
      assertThat(told()).isEqualTo("granted 2");
      file.unlock(su(), a, ByteRange.ALL);
      file.unlock(su(), b, ByteRange.ALL);
    }
  }

  @Test
  void whoWaitsIsGrantedInTheOrderOfComing() throws Exception {
    try (OpenFile file = place().openNew("f")) {
      assertThat(write(file, a, ByteRange.ALL)).isNull();
      for (int id = 10; id < 20; id++) {
        assertThat(await(file, owner(two, id), LockKind.WRITE, range(0, 9))).isNotNull();
      }
      file.unlock(su(), a, ByteRange.ALL);
      for (int id = 10; id < 20; id++) {
        assertThat(told()).isEqualTo("granted " + id);
        file.unlock(su(), owner(two, id), range(0, 9));
      }
      assertThat(write(file, a, ByteRange.ALL)).isNull();
      file.unlock(su(), a, ByteRange.ALL);
    }
  }

  @Test
  void aWaitThatIsCancelledIsOver() throws Exception {
    try (OpenFile file = place().openNew("f")) {
      assertThat(write(file, a, range(0, 9))).isNull();
      LockWait wait = some(await(file, b, LockKind.WRITE, range(0, 9)));
      assertThat(wait.cancel()).isTrue();
      assertThat(wait.cancel()).isFalse();
      file.unlock(su(), a, ByteRange.ALL);
      assertThat(write(file, a, range(0, 9))).isNull();
      LockWait granted = some(await(file, b, LockKind.WRITE, range(0, 9)));
      file.unlock(su(), a, ByteRange.ALL);
      assertThat(told()).isEqualTo("granted 2");
      assertThat(granted.cancel()).isFalse();
      assertThat(told).isEmpty();
      file.unlock(su(), b, ByteRange.ALL);
    }
  }

  @Test
  void theLocksAndWaitsOfADeadClientGo() throws Exception {
    try (OpenFile file = place().openNew("f");
        OpenFile other = place().openNew("g")) {
      assertThat(write(file, a, range(0, 9))).isNull();
      assertThat(write(other, c, range(0, 9))).isNull();
      assertThat(write(file, b, range(10, 19))).isNull();
      assertThat(await(file, b, LockKind.WRITE, range(0, 9))).isNotNull();
      assertThat(await(file, c, LockKind.WRITE, range(10, 19))).isNotNull();
      vfs().releaseLocks(one);
      assertThat(new String[] {told(), told()})
          .containsExactlyInAnyOrder("granted 2", "ECANCELED 3");
      HeldLock left = some(file.testLock(su(), a, LockKind.READ, ByteRange.ALL));
      assertThat(left.range()).isEqualTo(range(0, 19));
      assertThat(write(other, b, ByteRange.ALL)).isNull();
      vfs().releaseLocks(two);
      assertThat(write(file, a, ByteRange.ALL)).isNull();
      vfs().releaseLocks(one);
    }
  }

  @Test
  void whoWouldWaitForeverIsTold() throws Exception {
    needs(Weakening.DEADLOCKS_UNSEEN);
    try (OpenFile file = place().openNew("f");
        OpenFile other = place().openNew("g")) {
      assertThat(write(file, a, range(0, 9))).isNull();
      assertThat(write(other, b, range(0, 9))).isNull();
      assertThat(await(file, b, LockKind.WRITE, range(0, 9))).isNotNull();
      assertFails(() -> await(other, a, LockKind.READ, range(0, 9)), Errno.EDEADLK);
      file.unlock(su(), a, ByteRange.ALL);
      assertThat(told()).isEqualTo("granted 2");
      file.unlock(su(), b, ByteRange.ALL);
      other.unlock(su(), b, ByteRange.ALL);
    }
  }

  @Test
  void writersWhoLockDoNotMeet() throws Exception {
    var inside = new AtomicInteger();
    try (OpenFile file = place().openNew("f")) {
      place().write(file, 0, new byte[1]);
      int threads = 4;
      int turns = 50;
      Threads.run(
          threads,
          thread -> {
            LockOwner me = owner(thread % 2 == 0 ? one : two, 10 + thread);
            for (int turn = 0; turn < turns; turn++) {
              var mine = new LinkedBlockingQueue<Boolean>();
              if (file.awaitLock(su(), me, LockKind.WRITE, range(0, 0), flag(mine)) != null) {
                assertThat(mine.poll(DEADLINE_SECONDS, TimeUnit.SECONDS)).isTrue();
              }
              assertThat(inside.incrementAndGet()).isEqualTo(1);
              byte count = place().read(file, 0, 1)[0];
              place().write(file, 0, new byte[] {(byte) (count + 1)});
              inside.decrementAndGet();
              file.unlock(su(), me, range(0, 0));
            }
          });
      assertThat(place().read(file, 0, 1)[0]).isEqualTo((byte) (threads * turns));
    }
  }

  private static LockWaiter flag(BlockingQueue<Boolean> queue) {
    return new LockWaiter() {
      @Override
      public void granted() {
        queue.add(true);
      }

      @Override
      public void failed(Errno errno) {
        queue.add(false);
      }
    };
  }

  /// Against a map of bytes.
  @Test
  void randomLocksAreWhatAMapOfBytesSays() throws Exception {
    long seed = System.nanoTime();
    var random = new Random(seed);
    int bytes = 24;
    LockOwner[] owners = {a, b, c};
    var model = new @Nullable LockKind[owners.length][bytes];
    try (OpenFile file = place().openNew("f")) {
      for (int step = 0; step < 300; step++) {
        int who = random.nextInt(owners.length);
        int first = random.nextInt(bytes);
        int last = first + random.nextInt(bytes - first);
        int action = random.nextInt(3);
        LockKind kind = action == 0 ? null : action == 1 ? LockKind.READ : LockKind.WRITE;
        if (kind == null) {
          file.unlock(su(), owners[who], range(first, last));
        } else {
          boolean free = isFree(model, who, kind, first, last);
          assertThat(file.lock(su(), owners[who], kind, range(first, last)) == null)
              .as("seed %d step %d", seed, step)
              .isEqualTo(free);
          if (!free) {
            continue;
          }
        }
        Arrays.fill(model[who], first, last + 1, kind);
      }
      for (LockOwner owner : owners) {
        file.unlock(su(), owner, ByteRange.ALL);
      }
      assertThat(file.testLock(su(), owner(one, 9), LockKind.WRITE, ByteRange.ALL)).isNull();
    }
  }

  private static boolean isFree(
      @Nullable LockKind[][] model, int who, LockKind kind, int first, int last) {
    for (int other = 0; other < model.length; other++) {
      for (int at = first; at <= last && other != who; at++) {
        LockKind theirs = model[other][at];
        if (theirs != null && theirs.conflicts(kind)) {
          return false;
        }
      }
    }
    return true;
  }

  /// For rooms without locks.
  abstract static class Without extends Chapter {
    @Test
    void roomsWithoutLocksSayThatTheyAreNotSupported() throws Exception {
      assumeFalse(can().has(Feature.LOCKS), "the room has locks");
      LockOwner owner = owner(new LockClient("one"), 1);
      try (OpenFile file = place().openNew("f")) {
        assertFails(() -> file.lock(su(), owner, LockKind.READ, ByteRange.ALL), Errno.ENOTSUP);
        assertFails(() -> file.testLock(su(), owner, LockKind.READ, ByteRange.ALL), Errno.ENOTSUP);
        assertFails(() -> file.unlock(su(), owner, ByteRange.ALL), Errno.ENOTSUP);
      }
    }
  }
}
