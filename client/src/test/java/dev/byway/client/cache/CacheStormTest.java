package dev.byway.client.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.byway.base.ErrnoException;
import dev.byway.vfs.Caller;
import dev.byway.vfs.Node;
import dev.byway.vfs.OpenFile;
import dev.byway.vfs.OpenHow;
import dev.byway.vfs.SetAttributes;
import dev.byway.vfs.memory.MemoryVfs;
import dev.byway.vfs.testkit.Place;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// 64 threads on four files that do not fit into the cache, in random order, while the server is
/// started again and again. Each thread has records of its own between those of the others, of a
/// length that fits no page, and knows what it wrote last; it also looks at the others' records,
/// which must be whole and never older than what it saw before. Behind the records each file has a
/// tail that is appended to and cut off, and its name changes.
@Timeout(120)
class CacheStormTest {
  private static final Caller ROOT = Caller.ROOT;
  private static final int THREADS = 64;
  private static final int FILES = 4;
  private static final int SLOTS = 150;
  private static final int RECORD = 37;
  private static final int BASE = SLOTS * THREADS * RECORD;

  /// One file, its name and its tail; the lock is for those two.
  private static final class Subject {
    private final ReentrantLock lock = new ReentrantLock();
    private final Node node;
    private String name;
    private byte[] tail = new byte[0];
    private final int[][] versions = new int[THREADS][SLOTS];

    Subject(Node node, String name) {
      this.node = node;
      this.name = name;
    }
  }

  private final MemoryVfs memory = new MemoryVfs();
  private final FaultyRoom far = new FaultyRoom(memory);
  private final List<Subject> subjects = new ArrayList<>();

  @ParameterizedTest
  @CsvSource({
    "8, 300, true, false",
    "0, 100, true, false",
    "16, 300, false, false",
    "8, 300, true, true",
    "16, 300, false, true"
  })
  void everyThreadFindsWhatItWrote(int workers, int steps, boolean crashes, boolean async)
      throws Exception {
    long seed = Long.getLong("byway.seed", System.nanoTime());
    CacheOptions options =
        Caches.OPTIONS.withCacheSize(CacheOptions.CACHE_MIN).withWorkers(workers);
    try (CachingVfs room = new CachingVfs(async ? new AsyncRoom(far) : far, options)) {
      Place place = new Place(room, ROOT, room.root());
      for (int i = 0; i < FILES; i++) {
        try (OpenFile file = place.openNew("f" + i)) {
          file.setattr(ROOT, SetAttributes.ofSize(BASE));
          subjects.add(new Subject(file.node(), "f" + i));
        }
      }
      storm(place, seed, steps, crashes);
      assertAllBelow(place);
    } catch (Throwable e) {
      throw new AssertionError("with -Dbyway.seed=" + seed + ": " + e, e);
    }
  }

  private void storm(Place place, long seed, int steps, boolean crashes) throws Exception {
    var start = new CountDownLatch(THREADS);
    try (var pool = Executors.newFixedThreadPool(THREADS)) {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        int thread = i;
        running.add(
            pool.submit(
                () -> {
                  start.countDown();
                  start.await();
                  try (var worker = new Worker(place, thread, new Random(seed + thread))) {
                    for (int step = 0; step < steps; step++) {
                      worker.step();
                    }
                  }
                  return null;
                }));
      }
      for (Future<?> each : running) {
        while (crashes && !each.isDone()) {
          far.crash();
          try {
            each.get(2, TimeUnit.MILLISECONDS);
          } catch (java.util.concurrent.TimeoutException e) {
            // again
          }
        }
        each.get();
      }
    }
  }

  /// After one more crash, which takes nothing that was committed.
  private void assertAllBelow(Place place) throws Exception {
    for (Subject subject : subjects) {
      try (OpenFile file = place.open(place.find(subject.name), OpenHow.WRITE)) {
        assertThat(file.node()).isEqualTo(subject.node);
        file.commit(ROOT, 0, 0);
      }
    }
    far.crash();
    for (Subject subject : subjects) {
      ByteBuffer all = ByteBuffer.allocate(BASE + subject.tail.length + 1);
      try (OpenFile file = memory.open(ROOT, subject.node, OpenHow.READ)) {
        assertThat(file.read(ROOT, all, 0)).isEqualTo(BASE + subject.tail.length);
      }
      for (int thread = 0; thread < THREADS; thread++) {
        for (int slot = 0; slot < SLOTS; slot++) {
          int version = version(all, offset(thread, slot), thread, slot);
          assertThat(version)
              .as("thread %d slot %d", thread, slot)
              .isEqualTo(subject.versions[thread][slot]);
        }
      }
      byte[] tail = new byte[subject.tail.length];
      all.get(BASE, tail);
      assertThat(tail).isEqualTo(subject.tail);
    }
  }

  private static int offset(int thread, int slot) {
    return (slot * THREADS + thread) * RECORD;
  }

  private static byte[] record(int thread, int slot, int version) {
    byte[] record = new byte[RECORD];
    if (version > 0) {
      new Random((long) version << 32 | thread << 16 | slot).nextBytes(record);
      ByteBuffer.wrap(record).putInt(version);
    }
    return record;
  }

  /// Of a record, which must be whole.
  private static int version(ByteBuffer from, int at, int thread, int slot) {
    byte[] seen = new byte[RECORD];
    from.get(at, seen);
    int version = ByteBuffer.wrap(seen).getInt();
    assertThat(seen)
        .as("record %d of thread %d", slot, thread)
        .isEqualTo(record(thread, slot, version));
    return version;
  }

  private final class Worker implements AutoCloseable {
    private final Place place;
    private final int thread;
    private final Random random;
    private final OpenFile[] files = new OpenFile[FILES];
    private final int[][][] seen = new int[FILES][THREADS][SLOTS];

    Worker(Place place, int thread, Random random) throws ErrnoException {
      this.place = place;
      this.thread = thread;
      this.random = random;
      for (int i = 0; i < FILES; i++) {
        files[i] = place.open(subjects.get(i).node, OpenHow.READ_WRITE);
      }
    }

    void step() throws ErrnoException {
      int file = random.nextInt(FILES);
      int dice = random.nextInt(1000);
      if (dice < 450) {
        write(file, random.nextInt(SLOTS));
      } else if (dice < 750) {
        readOwn(file, random.nextInt(SLOTS));
      } else if (dice < 930) {
        readOthers(file);
      } else if (dice < 950) {
        files[file].commit(ROOT, 0, 0);
      } else if (dice < 970) {
        files[file].close();
        files[file] = place.open(subjects.get(file).node, OpenHow.READ_WRITE);
      } else if (dice < 990) {
        changeTail(file);
      } else {
        rename(file);
      }
    }

    private void write(int file, int slot) throws ErrnoException {
      int version = ++subjects.get(file).versions[thread][slot];
      place.write(files[file], offset(thread, slot), record(thread, slot, version));
    }

    private void readOwn(int file, int slot) throws ErrnoException {
      byte[] read = place.read(files[file], offset(thread, slot), RECORD);
      assertThat(read).isEqualTo(record(thread, slot, subjects.get(file).versions[thread][slot]));
    }

    private void readOthers(int file) throws ErrnoException {
      int first = random.nextInt(SLOTS * THREADS);
      int count = Math.min(random.nextInt(1, 1000), SLOTS * THREADS - first);
      ByteBuffer dst = ByteBuffer.allocateDirect(count * RECORD);
      assertThat(files[file].read(ROOT, dst, (long) first * RECORD)).isEqualTo(dst.capacity());
      for (int i = 0; i < count; i++) {
        int other = (first + i) % THREADS;
        int slot = (first + i) / THREADS;
        int version = version(dst, i * RECORD, other, slot);
        assertThat(version)
            .as("record %d of thread %d", slot, other)
            .isGreaterThanOrEqualTo(seen[file][other][slot]);
        seen[file][other][slot] = version;
      }
    }

    private void changeTail(int file) throws ErrnoException {
      Subject subject = subjects.get(file);
      subject.lock.lock();
      try {
        assertThat(files[file].getattr(ROOT).size()).isEqualTo(BASE + subject.tail.length);
        if (random.nextInt(3) == 0) {
          int size = random.nextInt(40_000);
          files[file].setattr(ROOT, SetAttributes.ofSize(BASE + size));
          subject.tail = java.util.Arrays.copyOf(subject.tail, size);
        } else {
          byte[] more = new byte[random.nextInt(1, 5000)];
          random.nextBytes(more);
          long end = files[file].getattr(ROOT).size();
          place.write(files[file], end, more);
          int length = subject.tail.length;
          subject.tail = java.util.Arrays.copyOf(subject.tail, length + more.length);
          System.arraycopy(more, 0, subject.tail, length, more.length);
        }
        assertThat(place.read(files[file], BASE, subject.tail.length + 1)).isEqualTo(subject.tail);
      } finally {
        subject.lock.unlock();
      }
    }

    private void rename(int file) throws ErrnoException {
      Subject subject = subjects.get(file);
      subject.lock.lock();
      try {
        assertThat(place.find(subject.name)).isEqualTo(subject.node);
        String next = "f" + file + "-" + random.nextInt(5);
        place.rename(subject.name, next);
        assertThat(place.has(subject.name)).isEqualTo(next.equals(subject.name));
        subject.name = next;
        assertThat(place.find(next)).isEqualTo(subject.node);
      } finally {
        subject.lock.unlock();
      }
    }

    @Override
    public void close() {
      for (OpenFile file : files) {
        file.close();
      }
    }
  }
}
