package dev.byway.it.fuse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.byway.it.localio.Await;
import dev.byway.vfs.Caller;
import dev.byway.vfs.Node;
import dev.byway.vfs.OpenFile;
import dev.byway.vfs.OpenHow;
import dev.byway.vfs.lock.ByteRange;
import dev.byway.vfs.lock.HeldLock;
import dev.byway.vfs.lock.LockClient;
import dev.byway.vfs.lock.LockKind;
import dev.byway.vfs.lock.LockOwner;
import dev.byway.vfs.memory.MemoryVfs;
import dev.byway.vfs.testkit.Place;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Programs that lock on a mount, beside another door of the same room: fcntl(2) by this JVM,
/// flock(2) by flock(1).
@Timeout(120)
class LocksTest {
  private static final Caller ROOT = Caller.ROOT;

  private final MemoryVfs room = new MemoryVfs();
  private final Place below = new Place(room, ROOT, room.root());
  private final LockOwner other = new LockOwner(new LockClient("other door"), new byte[] {1}, 4711);

  @BeforeEach
  void assumePossible() throws Exception {
    Mounted.assumePossible();
  }

  private static FileChannel open(Mounted mounted) throws Exception {
    return FileChannel.open(
        mounted.place().resolve("f"), StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  private static ProcessBuilder flock(String... arguments) {
    var command = new ArrayList<String>();
    command.add("flock");
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectErrorStream(true);
  }

  private static int run(ProcessBuilder command) throws Exception {
    Process process = command.start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("it ends").isTrue();
    return process.exitValue();
  }

  @Test
  void aProgramAndAnotherDoorKeepEachOtherOut() throws Exception {
    Node node = below.file("f", "hello");
    try (var mounted = Mounted.of(room);
        OpenFile file = below.open(node, OpenHow.READ_WRITE);
        FileChannel program = open(mounted)) {
      assertThat(file.lock(ROOT, other, LockKind.WRITE, new ByteRange(0, 9))).isNull();
      assertThat(program.tryLock(5, 1, true)).isNull();
      FileLock beside = program.tryLock(10, 10, false);
      assertThat(beside).isNotNull();
      HeldLock theirs =
          Objects.requireNonNull(file.testLock(ROOT, other, LockKind.READ, ByteRange.ALL));
      assertThat(theirs.range()).isEqualTo(new ByteRange(10, 19));
      assertThat(theirs.owner().pid()).isEqualTo((int) ProcessHandle.current().pid());
      beside.release();
      assertThat(file.lock(ROOT, other, LockKind.WRITE, ByteRange.ALL)).isNull();
      file.unlock(ROOT, other, ByteRange.ALL);
    }
  }

  @Test
  void aProgramThatWaitsGoesOnWhenTheOtherDoorUnlocksAndSeesWhatWasWritten() throws Exception {
    Node node = below.file("f", "hello");
    try (var mounted = Mounted.of(room);
        OpenFile file = below.open(node, OpenHow.READ_WRITE);
        FileChannel program = open(mounted)) {
      var buffer = ByteBuffer.allocate(5);
      program.read(buffer, 0);
      assertThat(file.lock(ROOT, other, LockKind.WRITE, ByteRange.ALL)).isNull();
      CompletableFuture<FileLock> lock =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return program.lock();
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
      below.write(file, 0, "HELLO");
      assertThat(lock).isNotDone();
      file.unlock(ROOT, other, ByteRange.ALL);
      assertThat(lock.get(60, TimeUnit.SECONDS).isValid()).isTrue();
      program.read(buffer.clear(), 0);
      assertThat(new String(buffer.array())).isEqualTo("HELLO");
      assertThat(file.lock(ROOT, other, LockKind.READ, new ByteRange(0, 0))).isNotNull();
    }
  }

  @Test
  void closingADescriptorGivesItsLocksUp() throws Exception {
    Node node = below.file("f", "hello");
    try (var mounted = Mounted.of(room);
        OpenFile file = below.open(node, OpenHow.READ_WRITE)) {
      try (FileChannel program = open(mounted)) {
        assertThat(program.tryLock()).isNotNull();
        assertThat(file.lock(ROOT, other, LockKind.READ, ByteRange.ALL)).isNotNull();
      }
      assertThat(file.lock(ROOT, other, LockKind.READ, ByteRange.ALL)).isNull();
    }
  }

  @Test
  void flockConflictsAndWaitsAndIsInterrupted() throws Exception {
    Node node = below.file("f", "hello");
    try (var mounted = Mounted.of(room);
        OpenFile file = below.open(node, OpenHow.READ_WRITE)) {
      String path = mounted.place().resolve("f").toString();
      assertThat(run(flock("-n", path, "true"))).isZero();
      Await.until(() -> file.lock(ROOT, other, LockKind.READ, new ByteRange(3, 3)) == null);
      assertThat(run(flock("-n", "-x", path, "true"))).isEqualTo(1);
      assertThat(run(flock("-n", "-s", path, "true"))).isZero();
      assertThat(run(flock("-w", "0.3", "-x", path, "true"))).as("a signal ends it").isEqualTo(1);
      Process waits = flock("-x", path, "true").start();
      assertThat(waits.waitFor(200, TimeUnit.MILLISECONDS)).isFalse();
      file.unlock(ROOT, other, ByteRange.ALL);
      assertThat(waits.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(waits.exitValue()).isZero();
    }
  }

  @Test
  void theLocksOfAKilledProgramGo() throws Exception {
    Node node = below.file("f", "hello");
    try (var mounted = Mounted.of(room);
        OpenFile file = below.open(node, OpenHow.READ_WRITE)) {
      String path = mounted.place().resolve("f").toString();
      Process holds = flock("-x", "-o", "-F", path, "sleep", "60").start();
      holds.destroyForcibly().waitFor();
      Process again = flock("-x", path, "sleep", "60").start();
      Await.until(() -> file.testLock(ROOT, other, LockKind.READ, ByteRange.ALL) != null);
      again.descendants().forEach(ProcessHandle::destroyForcibly);
      again.destroyForcibly().waitFor();
      Await.until(() -> file.lock(ROOT, other, LockKind.WRITE, ByteRange.ALL) == null);
    }
  }

  @Test
  void twoMountsOfOneRoomKeepEachOtherOut() throws Exception {
    below.file("f", "hello");
    try (var one = Mounted.of(room);
        var two = Mounted.of(room);
        FileChannel mine = open(one);
        FileChannel theirs = open(two)) {
      assertThat(mine.tryLock(0, 10, false)).isNotNull();
      assertThat(theirs.tryLock(0, 10, true)).isNull();
      assertThat(run(flock("-n", path(two), "true"))).isEqualTo(1);
    }
  }

  private static String path(Mounted mounted) {
    Path path = mounted.place().resolve("f");
    return path.toString();
  }
}
