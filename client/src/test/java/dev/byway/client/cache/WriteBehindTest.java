package dev.byway.client.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.vfs.Caller;
import dev.byway.vfs.Node;
import dev.byway.vfs.OpenFile;
import dev.byway.vfs.OpenHow;
import dev.byway.vfs.SetAttributes;
import dev.byway.vfs.Stability;
import dev.byway.vfs.memory.MemoryVfs;
import dev.byway.vfs.testkit.Place;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What becomes of writes after they were answered.
@Timeout(60)
class WriteBehindTest {
  private static final Caller ROOT = Caller.ROOT;
  private static final int WSIZE = Caches.OPTIONS.wsize();

  private final MemoryVfs memory = new MemoryVfs();
  private final FaultyRoom far = new FaultyRoom(memory);
  private final CachingVfs room = new CachingVfs(far, Caches.OPTIONS);
  private final Place place = new Place(room, ROOT, room.root());
  private final Place below = new Place(memory, ROOT, memory.root());

  @AfterEach
  void close() {
    far.writeFailure = null;
    far.commitFailure = null;
    room.close();
  }

  private static byte[] random(int size) {
    byte[] data = new byte[size];
    new Random(size).nextBytes(data);
    return data;
  }

  private static void assertFails(ThrowingCallable call, Errno errno) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(ErrnoException.class, e -> assertThat(e.errno()).isEqualTo(errno));
  }

  private static ByteBuffer one() {
    return ByteBuffer.wrap(new byte[] {1});
  }

  private byte[] belowIs(Node node, int most) throws ErrnoException {
    try (OpenFile file = below.open(node, OpenHow.READ)) {
      return below.read(file, 0, most);
    }
  }

  @Test
  void smallWritesOfSeveralFilesOfOneNodeBecomeWholeRequests() throws Exception {
    byte[] data = random(4 * WSIZE);
    int step = 1000;
    try (OpenFile one = place.openNew("f");
        OpenFile two = place.open(one.node(), OpenHow.WRITE)) {
      for (int at = 0; at < data.length; at += step) {
        int end = Math.min(data.length, at + step);
        place.write(at / step % 2 == 0 ? one : two, at, Arrays.copyOfRange(data, at, end));
      }
      one.commit(ROOT, 0, 0);
      assertThat(far.writeSizes).containsExactlyInAnyOrder(WSIZE, WSIZE, WSIZE, WSIZE);
      assertThat(belowIs(one.node(), data.length + 1)).isEqualTo(data);
    }
  }

  @Test
  void onlyBytesThatWereWrittenAreSent() throws Exception {
    Node node = below.file("f", "x".repeat(100_000));
    try (OpenFile file = place.open(node, OpenHow.WRITE)) {
      place.write(file, 10, "abc");
      place.write(file, 70_001, "defg");
      file.flush(ROOT);
    }
    assertThat(far.writeSizes).containsExactlyInAnyOrder(3, 4);
    assertThat(far.reads).hasValue(0);
    assertThat(new String(belowIs(node, 14))).isEqualTo("x".repeat(10) + "abcx");
  }

  @Test
  void closeSendsAndCommits() throws Exception {
    OpenFile file = place.openNew("f");
    place.write(file, 0, "hello");
    assertThat(belowIs(file.node(), 10)).isEmpty();
    file.close();
    assertThat(new String(belowIs(file.node(), 10))).isEqualTo("hello");
    assertThat(far.commits).hasValue(1);
    assertThat(room.status().pagesDirty()).isZero();
  }

  @Test
  void sizeCountsWhatWasNotSent() throws Exception {
    try (OpenFile file = place.openNew("f")) {
      place.write(file, 200_000, "end");
      assertThat(file.getattr(ROOT).size()).isEqualTo(200_003);
      assertThat(place.stat(file.node()).size()).isEqualTo(200_003);
      assertThat(room.lookup(ROOT, room.root(), Place.name("f")).attributes().size())
          .isEqualTo(200_003);
      assertThat(below.stat(file.node()).size()).isZero();
      assertThat(place.read(file, 0, 300_000)).hasSize(200_003);
    }
  }

  @Test
  void aLateFailureIsToldOnceToEachOpenFile() throws Exception {
    try (OpenFile one = place.openNew("f");
        OpenFile two = place.open(one.node(), OpenHow.READ_WRITE);
        OpenFile three = place.open(one.node(), OpenHow.WRITE)) {
      far.writeFailure = Errno.ENOSPC;
      place.write(one, 0, "hello");
      assertFails(() -> one.commit(ROOT, 0, 0), Errno.ENOSPC);
      far.writeFailure = null;
      one.commit(ROOT, 0, 0);
      assertFails(() -> two.write(ROOT, one(), 0, Stability.UNSTABLE), Errno.ENOSPC);
      assertThat(two.write(ROOT, one(), 0, Stability.UNSTABLE).count()).isEqualTo(1);
      assertFails(() -> three.flush(ROOT), Errno.ENOSPC);
      three.flush(ROOT);
      try (OpenFile later = place.open(one.node(), OpenHow.WRITE)) {
        later.commit(ROOT, 0, 0);
      }
    }
  }

  @Test
  void aFailureThatNobodyWasToldReachesTheNextWhoOpens() throws Exception {
    OpenFile file = place.openNew("f");
    far.writeFailure = Errno.EDQUOT;
    place.write(file, 0, "hello");
    for (int i = 0; i < 2; i++) { // by nobody who could be told
      room.fsync(ROOT, file.node());
    }
    far.writeFailure = null;
    try (OpenFile next = place.open(file.node(), OpenHow.READ_WRITE)) {
      assertFails(() -> next.flush(ROOT), Errno.EDQUOT);
      next.flush(ROOT);
    }
    assertFails(() -> file.flush(ROOT), Errno.EDQUOT);
    file.close();
  }

  @Test
  void lostDataChangesTheVerifierAndIsNotReadAgain() throws Exception {
    Node node = below.file("f", "before");
    try (OpenFile file = place.open(node, OpenHow.READ_WRITE)) {
      long verifier = file.commit(ROOT, 0, 0);
      far.writeFailure = Errno.EIO;
      place.write(file, 0, "after");
      assertFails(() -> file.commit(ROOT, 0, 0), Errno.EIO);
      far.writeFailure = null;
      assertThat(file.commit(ROOT, 0, 0)).isNotEqualTo(verifier);
      assertThat(place.content(file)).isEqualTo("before");
    }
  }

  @Test
  void aFailedCommitIsToldToo() throws Exception {
    try (OpenFile file = place.openNew("f")) {
      place.write(file, 0, "hello");
      far.commitFailure = Errno.EIO;
      assertFails(() -> file.commit(ROOT, 0, 0), Errno.EIO);
      far.commitFailure = null;
      file.commit(ROOT, 0, 0);
    }
  }

  @Test
  void whatACrashTakesIsWrittenAgain() throws Exception {
    byte[] data = random(5 * WSIZE + 77);
    try (OpenFile file = place.openNew("f")) {
      place.write(file, 0, data);
      Flush flush = java.util.Objects.requireNonNull(room.inode(file.node()).data()).flush;
      flush.all(false);
      assertThat(belowIs(file.node(), data.length)).isEqualTo(data);
      far.crash();
      assertThat(belowIs(file.node(), data.length)).isEmpty();
      file.commit(ROOT, 0, 0);
      assertThat(belowIs(file.node(), data.length)).isEqualTo(data);
      assertThat(room.status().rewrites()).isPositive();
      far.crash();
      assertThat(belowIs(file.node(), data.length)).isEqualTo(data);
    }
  }

  @Test
  void aCrashBetweenTwoWritesIsSeenAtTheSecond() throws Exception {
    try (OpenFile file = place.openNew("f")) {
      place.write(file, 0, "one");
      Flush flush = java.util.Objects.requireNonNull(room.inode(file.node()).data()).flush;
      flush.all(false);
      far.crash();
      place.write(file, 3, "two");
      flush.all(false);
      flush.all(false);
      assertThat(new String(belowIs(file.node(), 10))).isEqualTo("onetwo");
      file.commit(ROOT, 0, 0);
      far.crash();
      assertThat(new String(belowIs(file.node(), 10))).isEqualTo("onetwo");
    }
  }

  @Test
  void synchronousWritesAreStableWhenTheyReturn() throws Exception {
    try (OpenFile file = place.openNew("f")) {
      place.write(file, 0, "hello");
      file.write(ROOT, ByteBuffer.wrap(" world".getBytes()), 5, Stability.FILE_SYNC);
      far.crash();
      assertThat(new String(belowIs(file.node(), 20))).endsWith(" world");
      far.writeFailure = Errno.ENOSPC;
      ByteBuffer src = one();
      assertFails(() -> file.write(ROOT, src, 0, Stability.DATA_SYNC), Errno.ENOSPC);
      assertThat(src.position()).isZero();
      far.writeFailure = null;
    }
  }

  @Test
  void writersGoOnWhileACommitHangs() throws Exception {
    var gate = new CountDownLatch(1);
    try (OpenFile file = place.openNew("f")) {
      place.write(file, 0, "first");
      far.commitGate = gate;
      var failure = new AtomicReference<Throwable>();
      Thread fsync =
          Thread.ofPlatform()
              .start(
                  () -> {
                    try {
                      file.commit(ROOT, 0, 0);
                    } catch (ErrnoException e) {
                      failure.set(e);
                    }
                  });
      while (far.commits.get() == 0) {
        Thread.onSpinWait();
      }
      place.write(file, 0, "FIRST second");
      assertThat(place.content(file)).isEqualTo("FIRST second");
      far.commitGate = null;
      gate.countDown();
      fsync.join();
      assertThat(failure.get()).isNull();
      file.commit(ROOT, 0, 0);
      far.crash();
      assertThat(new String(belowIs(file.node(), 20))).isEqualTo("FIRST second");
    }
  }

  @Test
  void dirtyMemoryIsBounded() throws Exception {
    long most = 512 * 1024;
    CacheOptions options = Caches.OPTIONS.withDirty(most);
    var slow = new FaultyRoom(new MemoryVfs());
    slow.delayNanos = 200_000;
    byte[] data = random(8 << 20);
    try (CachingVfs cache = new CachingVfs(slow, options)) {
      Place here = new Place(cache, ROOT, cache.root());
      try (OpenFile file = here.openNew("f")) {
        for (int at = 0; at < data.length; at += 50_000) {
          here.write(file, at, Arrays.copyOfRange(data, at, Math.min(data.length, at + 50_000)));
          assertThat((long) cache.status().pagesDirty() * cache.status().pageSize())
              .isLessThanOrEqualTo(most + 50_000 + 2 * Page.SIZE);
        }
        assertThat(here.read(file, 0, data.length)).isEqualTo(data);
      }
    }
  }

  @Test
  void aFileLargerThanTheCacheComesBack() throws Exception {
    byte[] data = random(11 << 20);
    try (OpenFile file = place.openNew("f")) {
      place.write(file, 0, data);
      assertThat(place.read(file, 0, data.length + 1)).isEqualTo(data);
      assertThat(belowIs(file.node(), 0)).isEmpty();
    }
    assertThat(belowIs(place.find("f"), data.length + 1)).isEqualTo(data);
    assertThat(room.status().pagesUsed()).isLessThanOrEqualTo(room.status().pages());
  }

  @Test
  void truncationIsNotOvertakenByWritesFromBeforeIt() throws Exception {
    try (OpenFile file = place.openNew("f")) {
      for (int i = 0; i < 50; i++) {
        place.write(file, 0, random(3 * WSIZE));
        file.setattr(ROOT, SetAttributes.ofSize(10));
        file.commit(ROOT, 0, 0);
        assertThat(below.stat(file.node()).size()).isEqualTo(10);
      }
    }
  }

  @Test
  void writersOfDifferentUsersAreNotMixed() throws Exception {
    Caller alice = Caller.of(1001, 1001, new int[0], "test");
    Node node = place.file("f", 0666);
    try (OpenFile mine = place.open(node, OpenHow.WRITE);
        OpenFile hers = place.as(alice).open(node, OpenHow.WRITE)) {
      place.write(mine, 0, "one ");
      place.as(alice).write(hers, 4, "two ");
      place.write(mine, 8, "three");
    }
    assertThat(new String(belowIs(node, 20))).isEqualTo("one two three");
    assertThat(far.writeSizes.size()).isGreaterThan(1);
  }

  @Test
  void interruptedFlushLosesNothing() throws Exception {
    try (OpenFile file = place.openNew("f")) {
      place.write(file, 0, "hello");
      far.commitGate = new CountDownLatch(1);
      Thread.currentThread().interrupt();
      assertFails(() -> file.commit(ROOT, 0, 0), Errno.EINTR);
      assertThat(Thread.interrupted()).isTrue();
      far.commitGate = null;
      file.commit(ROOT, 0, 0);
      far.crash();
      assertThat(new String(belowIs(file.node(), 10))).isEqualTo("hello");
    }
  }
}
