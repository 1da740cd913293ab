package dev.byway.it.localio;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.vfs.Caller;
import dev.byway.vfs.OpenFile;
import dev.byway.vfs.Stability;
import dev.byway.vfs.Written;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;

/// Sixteen threads on one file, each with blocks of its own that it writes, reads back and commits.
/// Every byte of a block tells which write it came from.
public final class Storm {
  static final int THREADS = 16;
  private static final int BLOCKS = 16;
  private static final int BLOCK = 4096;
  public static final int SIZE = THREADS * BLOCKS * BLOCK;

  private final OpenFile file;
  private final List<Thread> threads = new ArrayList<>();
  private final long[][] written = new long[THREADS][BLOCKS];
  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private final LongAdder[] steps = new LongAdder[THREADS];
  private final LongAdder stale = new LongAdder();
  private volatile boolean staleIsFine;
  private volatile boolean stopped;

  public Storm(OpenFile file) {
    this.file = file;
    for (int i = 0; i < THREADS; i++) {
      int number = i;
      steps[i] = new LongAdder();
      threads.add(Thread.ofPlatform().name("storm-" + i).start(() -> run(number)));
    }
  }

  private void run(int thread) {
    Random random = new Random(thread);
    ByteBuffer buffer =
        thread % 2 == 0 ? ByteBuffer.allocateDirect(BLOCK) : ByteBuffer.allocate(BLOCK);
    Caller me = Caller.ROOT;
    try {
      while (!stopped) {
        step(thread, random, buffer, me);
        steps[thread].increment();
      }
    } catch (ErrnoException e) {
      if (staleIsFine && e.errno() == Errno.ESTALE) {
        stale.increment();
      } else {
        failure.compareAndSet(null, new AssertionError("thread " + thread + ": " + e));
      }
    } catch (Throwable e) {
      failure.compareAndSet(null, e);
    }
  }

  private void step(int thread, Random random, ByteBuffer buffer, Caller me) throws ErrnoException {
    int block = random.nextInt(BLOCKS);
    long offset = ((long) thread * BLOCKS + block) * BLOCK;
    int dice = random.nextInt(100);
    if (dice < 50) {
      int read = file.read(me, buffer.clear(), offset);
      if (read != BLOCK) {
        throw new AssertionError("short read: " + read);
      }
      verify(buffer.flip(), thread, written[thread][block]);
    } else if (dice < 99) {
      long sequence = written[thread][block] + 1;
      fill(buffer.clear(), thread, sequence);
      while (buffer.hasRemaining()) {
        Written answer = file.write(me, buffer, offset + buffer.position(), Stability.UNSTABLE);
        if (answer.count() == 0) {
          throw new AssertionError("nothing written");
        }
      }
      written[thread][block] = sequence;
    } else {
      file.commit(me, 0, 0);
    }
  }

  private static void fill(ByteBuffer buffer, int thread, long sequence) {
    while (buffer.hasRemaining()) {
      buffer.putLong((long) thread << 56 | sequence);
    }
    buffer.flip();
  }

  private static void verify(ByteBuffer buffer, int thread, long sequence) {
    long expected = sequence == 0 ? 0 : (long) thread << 56 | sequence;
    while (buffer.hasRemaining()) {
      long got = buffer.getLong();
      if (got != expected) {
        throw new AssertionError(
            "wrong bytes: " + Long.toHexString(got) + " not " + Long.toHexString(expected));
      }
    }
  }

  void requireHealthy() {
    Throwable broken = failure.get();
    if (broken != null) {
      throw new AssertionError(broken);
    }
  }

  /// Every thread gets on.
  public void awaitProgress() throws Exception {
    for (LongAdder each : steps) {
      long goal = each.sum() + 20;
      Await.until(
          () -> {
            requireHealthy();
            return each.sum() >= goal;
          });
    }
  }

  void expectStale() {
    staleIsFine = true;
  }

  void awaitAllStale() throws Exception {
    Await.until(
        () -> {
          requireHealthy();
          return stale.sum() == THREADS;
        });
  }

  public void stop() {
    stopped = true;
    for (Thread thread : threads) {
      try {
        thread.join(TimeUnit.SECONDS.toMillis(30));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /// Ends it, commits, and compares the disk with what was written.
  public void finish(Path onDisk) throws Exception {
    stop();
    requireHealthy();
    file.commit(Caller.ROOT, 0, 0);
    verifyOnDisk(onDisk);
  }

  void verifyOnDisk(Path onDisk) throws IOException {
    try (FileChannel channel = FileChannel.open(onDisk)) {
      ByteBuffer buffer = ByteBuffer.allocate(BLOCK);
      for (int thread = 0; thread < THREADS; thread++) {
        for (int block = 0; block < BLOCKS; block++) {
          channel.read(buffer.clear(), ((long) thread * BLOCKS + block) * BLOCK);
          verify(buffer.flip(), thread, written[thread][block]);
        }
      }
    }
  }
}
