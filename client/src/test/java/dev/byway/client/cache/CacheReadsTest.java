package dev.byway.client.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.vfs.Caller;
import dev.byway.vfs.Node;
import dev.byway.vfs.OpenFile;
import dev.byway.vfs.OpenHow;
import dev.byway.vfs.Stability;
import dev.byway.vfs.memory.MemoryVfs;
import dev.byway.vfs.testkit.Place;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What is asked of the room below, and what is not.
@Timeout(60)
class CacheReadsTest {
  private static final Caller ROOT = Caller.ROOT;
  private static final int SIZE = 2 << 20;

  private final MemoryVfs memory = new MemoryVfs();
  private final FaultyRoom far = new FaultyRoom(memory);
  private final Place below = new Place(memory, ROOT, memory.root());
  private final List<CachingVfs> rooms = new ArrayList<>();

  private Place mount(CacheOptions options) {
    CachingVfs room = new CachingVfs(far, options);
    rooms.add(room);
    return new Place(room, ROOT, room.root());
  }

  @AfterEach
  void close() {
    rooms.forEach(CachingVfs::close);
  }

  private CacheStatus status() {
    return rooms.getLast().status();
  }

  private byte[] makeFile() throws ErrnoException {
    byte[] data = new byte[SIZE];
    new Random(1).nextBytes(data);
    try (OpenFile file = below.openNew("f")) {
      below.write(file, 0, data);
    }
    return data;
  }

  @Test
  void whatWasReadIsNotAskedForAgain() throws Exception {
    byte[] data = makeFile();
    Place place = mount(Caches.OPTIONS);
    for (int i = 0; i < 3; i++) {
      try (OpenFile file = place.open(place.find("f"), OpenHow.READ)) {
        assertThat(place.read(file, 0, SIZE + 1)).isEqualTo(data);
      }
    }
    assertThat(status().readBytes()).isBetween((long) SIZE, SIZE + 4096L);
    assertThat(far.lookups).hasValue(1);
    assertThat(status().hits()).isPositive();
  }

  @Test
  void whatAListingToldIsNotAskedForAgain() throws Exception {
    for (int i = 0; i < 20; i++) {
      below.file("f" + i, "hello");
    }
    Place place = mount(Caches.OPTIONS);
    var listed = new ArrayList<Node>();
    CachingVfs room = rooms.getLast();
    room.readdir(
        ROOT,
        room.root(),
        0,
        true,
        (name, _, _, entry) -> name.isSpecial() || entry == null || listed.add(entry.node()));
    int asked = far.getattrs.get();
    for (int i = 0; i < 20; i++) {
      assertThat(listed).contains(place.find("f" + i));
    }
    for (Node node : listed) {
      assertThat(room.getattr(ROOT, node).size()).isEqualTo(5);
      assertThat(room.holdNanos(node)).isPositive();
    }
    assertThat(far.getattrs).hasValue(asked);
    assertThat(far.lookups).hasValue(0);
  }

  @Test
  void sequentialReadersAreReadAheadInEverLargerWindows() throws Exception {
    byte[] data = makeFile();
    Place place = mount(Caches.OPTIONS);
    try (OpenFile file = place.open(place.find("f"), OpenHow.READ)) {
      for (int at = 0; at < SIZE; at += 8192) {
        assertThat(place.read(file, at, 8192))
            .isEqualTo(java.util.Arrays.copyOfRange(data, at, at + 8192));
      }
    }
    // How much exactly depends on who is quicker, the reader or the workers.
    assertThat(status().aheadWindows()).isBetween(1L, 64L);
    assertThat(status().aheadBytes()).isGreaterThan(SIZE / 8);
    assertThat(status().readBytes()).isBetween((long) SIZE, SIZE + 4096L);
  }

  @Test
  void whoBeginsAgainAtTheStartIsReadAheadAgain() throws Exception {
    makeFile();
    Place place = mount(Caches.OPTIONS.withCacheSize(CacheOptions.CACHE_MIN));
    try (OpenFile file = place.open(place.find("f"), OpenHow.READ)) {
      long before = 0;
      for (int pass = 0; pass < 3; pass++) {
        for (int at = 0; at < SIZE; at += 8192) {
          place.read(file, at, 8192);
        }
        assertThat(status().aheadBytes()).isGreaterThan(before + SIZE / 8);
        before = status().aheadBytes();
      }
    }
  }

  @Test
  void randomReadersGetNoMoreThanTheyWant() throws Exception {
    byte[] data = makeFile();
    Place place = mount(Caches.OPTIONS);
    try (OpenFile file = place.open(place.find("f"), OpenHow.READ)) {
      for (int block : new int[] {100, 7, 300, 41, 9, 250, 12}) {
        assertThat(place.read(file, block * 4096L, 4096))
            .isEqualTo(java.util.Arrays.copyOfRange(data, block * 4096, block * 4096 + 4096));
      }
    }
    assertThat(status().aheadWindows()).isZero();
    assertThat(status().readBytes()).isEqualTo(7 * 4096);
  }

  @Test
  void withoutWorkersNothingIsReadAhead() throws Exception {
    makeFile();
    Place place = mount(Caches.OPTIONS.withWorkers(0));
    try (OpenFile file = place.open(place.find("f"), OpenHow.READ)) {
      place.read(file, 0, 4096);
      place.read(file, 4096, 4096);
    }
    assertThat(status().readBytes()).isEqualTo(8192);
  }

  @Test
  void oneReadServesAllWhoWaitForIt() throws Exception {
    byte[] data = makeFile();
    Place place = mount(Caches.OPTIONS.withReadahead(0));
    var gate = new CountDownLatch(1);
    try (OpenFile file = place.open(place.find("f"), OpenHow.READ)) {
      far.readGate = gate;
      List<Thread> readers = new ArrayList<>();
      List<byte[]> seen = java.util.Collections.synchronizedList(new ArrayList<>());
      for (int i = 0; i < 8; i++) {
        readers.add(
            Thread.ofPlatform()
                .start(
                    () -> {
                      try {
                        seen.add(place.read(file, 8192, 4096));
                      } catch (ErrnoException e) {
                        throw new AssertionError(e);
                      }
                    }));
      }
      while (far.reads.get() == 0) {
        Thread.onSpinWait();
      }
      gate.countDown();
      for (Thread reader : readers) {
        reader.join();
      }
      assertThat(seen)
          .hasSize(8)
          .allSatisfy(
              bytes ->
                  assertThat(bytes).isEqualTo(java.util.Arrays.copyOfRange(data, 8192, 12_288)));
      assertThat(status().readBytes()).isEqualTo(4096);
    }
  }

  @Test
  void aWriteDuringASlowReadStays() throws Exception {
    makeFile();
    Place place = mount(Caches.OPTIONS);
    var gate = new CountDownLatch(1);
    try (OpenFile file = place.open(place.find("f"), OpenHow.READ_WRITE)) {
      far.readGate = gate;
      var seen = new byte[1][];
      Thread reader =
          Thread.ofPlatform()
              .start(
                  () -> {
                    try {
                      seen[0] = place.read(file, 0, 4096);
                    } catch (ErrnoException e) {
                      throw new AssertionError(e);
                    }
                  });
      while (far.reads.get() == 0) {
        Thread.onSpinWait();
      }
      place.write(file, 100, "written meanwhile");
      gate.countDown();
      reader.join();
      assertThat(new String(seen[0], 100, 17, java.nio.charset.StandardCharsets.US_ASCII))
          .isEqualTo("written meanwhile");
    }
  }

  @Test
  void ownWritesDoNotDropOwnPages() throws Exception {
    makeFile();
    Place place = mount(Caches.OPTIONS);
    try (OpenFile file = place.open(place.find("f"), OpenHow.READ_WRITE)) {
      assertThat(place.read(file, 0, SIZE)).hasSize(SIZE);
      long read = status().readBytes();
      for (int i = 0; i < 100; i++) {
        place.write(file, i * 20_000L, "x".repeat(5000));
      }
      file.commit(ROOT, 0, 0);
      place.stat(file.node());
      assertThat(place.read(file, 0, SIZE)).hasSize(SIZE);
      assertThat(status().readBytes()).isEqualTo(read);
    }
    long read = status().readBytes();
    try (OpenFile file = place.open(place.find("f"), OpenHow.READ)) {
      place.read(file, 0, SIZE);
    }
    assertThat(status().readBytes()).isEqualTo(read);
  }

  @Test
  void attributesAreBelievedForAsLongAsSaid() throws Exception {
    Node node = below.file("f", "hello");
    Place believing = mount(Caches.OPTIONS.withTimes(CacheOptions.Times.all(1000)));
    assertThat(believing.stat(node).size()).isEqualTo(5);
    Place doubting = mount(Caches.OPTIONS.withNoac(true));
    assertThat(doubting.stat(node).size()).isEqualTo(5);
    below.truncate(node, 3);
    assertThat(believing.stat(node).size()).isEqualTo(5);
    assertThat(doubting.stat(node).size()).isEqualTo(3);
    try (OpenFile file = believing.open(node, OpenHow.READ)) {
      assertThat(file.getattr(ROOT).size()).isEqualTo(3);
    }
    assertThat(believing.stat(node).size()).isEqualTo(3);
  }

  @Test
  void withoutCloseToOpenAnOpenBelievesToo() throws Exception {
    Node node = below.file("f", "hello");
    Place place = mount(Caches.OPTIONS.withTimes(CacheOptions.Times.all(1000)).withCto(false));
    assertThat(place.content(node)).isEqualTo("hello");
    below.truncate(node, 3);
    assertThat(place.content(node)).isEqualTo("hello");
  }

  @Test
  void namesThatAreNotThereAreRememberedUntilTheDirectoryChanges() throws Exception {
    for (var kept : CacheOptions.LookupCache.values()) {
      Place place =
          mount(
              Caches.OPTIONS
                  .withLookupCache(kept)
                  .withTimes(new CacheOptions.Times(3, 60, 1000, 1000)));
      String missing = "missing" + kept;
      String there = "there" + kept;
      below.file(there);
      far.lookups.set(0);
      for (int i = 0; i < 3; i++) {
        assertThat(place.has(missing)).isFalse();
        assertThat(place.has(there)).isTrue();
      }
      int asked =
          switch (kept) {
            case ALL -> 2;
            case POSITIVE -> 4;
            case NONE -> 6;
          };
      assertThat(far.lookups).as("%s", kept).hasValue(asked);
      place.file(missing);
      assertThat(place.has(missing)).isTrue();
    }
  }

  @Test
  void aDirectoryThatSomebodyElseChangedForgetsItsNames() throws Exception {
    Place place = mount(Caches.OPTIONS.withTimes(new CacheOptions.Times(3, 60, 0, 0)));
    assertThat(place.has("f")).isFalse();
    Node made = below.file("f");
    assertThat(place.find("f")).isEqualTo(made);
    below.rename("f", "g");
    Node other = below.file("f");
    assertThat(place.find("f")).isEqualTo(other);
    assertThat(place.find("g")).isEqualTo(made);
  }

  @Test
  void aFileThatIsNearIsNotCached() throws Exception {
    Node node = below.file("f", "hello");
    Place place = mount(Caches.OPTIONS);
    try (OpenFile cached = place.open(node, OpenHow.READ_WRITE)) {
      place.write(cached, 0, "J");
      assertThat(place.content(cached)).isEqualTo("Jello");
      far.near = true;
      try (OpenFile near = place.open(node, OpenHow.READ_WRITE)) {
        assertThat(near.isNear()).isTrue();
        assertThat(below.content(node)).isEqualTo("Jello");
        assertThat(status().pagesUsed()).isZero();
        place.write(cached, 1, "E");
        assertThat(below.content(node)).isEqualTo("JEllo");
        place.write(near, 5, "w");
        assertThat(place.stat(node).size()).isEqualTo(6);
        assertThat(place.content(cached)).isEqualTo("JEllow");
      }
      far.near = false;
      place.write(cached, 6, "!");
      assertThat(below.content(node)).isEqualTo("JEllow");
      assertThat(place.content(cached)).isEqualTo("JEllow!");
    }
    assertThat(below.content(node)).isEqualTo("JEllow!");
  }

  @Test
  void comingNearAndGoingFarLosesNothingAndLooksLikeNoLoss() throws Exception {
    Node node = below.file("f", "hello");
    Place place = mount(Caches.OPTIONS);
    try (OpenFile cached = place.open(node, OpenHow.READ_WRITE)) {
      var farWritten = cached.write(Caller.ROOT, bytes("J"), 0, Stability.UNSTABLE);
      far.near = true;
      OpenFile near = place.open(node, OpenHow.READ_WRITE);
      var nearWritten = near.write(Caller.ROOT, bytes("E"), 1, Stability.UNSTABLE);
      assertThat(nearWritten.verifier()).isEqualTo(farWritten.verifier());
      near.close();
      far.near = false;
      int commits = far.commits.get();
      assertThat(cached.commit(Caller.ROOT, 0, 0)).isEqualTo(farWritten.verifier());
      assertThat(far.commits.get()).isGreaterThan(commits);
      far.near = true;
      near = place.open(node, OpenHow.READ_WRITE);
      near.write(Caller.ROOT, bytes("L"), 2, Stability.UNSTABLE);
      far.crash();
      assertThat(near.commit(Caller.ROOT, 0, 0)).isNotEqualTo(farWritten.verifier());
      near.close();
    }
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void smallFilesOfAClosedRoomAreNotRead() throws Exception {
    Node node = below.file("f", "hello");
    Place place = mount(Caches.OPTIONS);
    OpenFile file = place.open(node, OpenHow.READ_WRITE);
    assertThat(place.content(file)).isEqualTo("hello");
    file.write(ROOT, ByteBuffer.wrap(new byte[] {'J'}), 0, Stability.UNSTABLE);
    place.vfs().close();
    assertThatThrownBy(() -> file.read(ROOT, ByteBuffer.allocate(5), 0))
        .isInstanceOfSatisfying(
            ErrnoException.class, e -> assertThat(e.errno()).isEqualTo(Errno.EBADF));
  }
}
