package dev.byway.vfs.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.vfs.Caller;
import dev.byway.vfs.CreateHow;
import dev.byway.vfs.Created;
import dev.byway.vfs.FsStat;
import dev.byway.vfs.Name;
import dev.byway.vfs.OpenFile;
import dev.byway.vfs.OpenHow;
import dev.byway.vfs.SetAttributes;
import dev.byway.vfs.Stability;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/// What the contract cannot ask of every room: the limits of this one.
class MemoryLimitsTest {
  private static final int MEBIBYTE = 1 << 20;
  private static final Caller ROOT = Caller.ROOT;

  @Test
  void writeThatDoesNotFitIsShortAndTheNextOneFails() throws ErrnoException {
    try (var vfs = new MemoryVfs(MemoryLimits.DEFAULT.withBytes(MEBIBYTE));
        OpenFile file = create(vfs, "big")) {
      ByteBuffer data = ByteBuffer.allocate(2 * MEBIBYTE);
      int count = file.write(ROOT, data, 0, Stability.UNSTABLE).count();
      assertThat(count).isBetween(MEBIBYTE * 3 / 4, MEBIBYTE);
      assertThat(data.position()).isEqualTo(count);
      assertThat(file.getattr(ROOT).size()).isEqualTo(count);
      assertFails(Errno.ENOSPC, () -> file.write(ROOT, data, count, Stability.UNSTABLE));
      assertThat(file.getattr(ROOT).size()).isEqualTo(count);
    }
  }

  @Test
  void spaceComesBackWhenFilesGoOrShrink() throws ErrnoException {
    try (var vfs = new MemoryVfs(MemoryLimits.DEFAULT.withBytes(MEBIBYTE))) {
      FsStat empty = vfs.statfs(ROOT, vfs.root());
      try (OpenFile file = create(vfs, "big")) {
        file.write(ROOT, ByteBuffer.allocate(MEBIBYTE / 2), 0, Stability.UNSTABLE);
        assertThat(vfs.statfs(ROOT, vfs.root()).freeBytes())
            .isLessThanOrEqualTo(empty.freeBytes() - MEBIBYTE / 2);
        file.setattr(ROOT, SetAttributes.ofSize(0));
        assertThat(vfs.statfs(ROOT, vfs.root()).freeBytes())
            .isGreaterThan(empty.freeBytes() - MEBIBYTE / 16);
        file.write(ROOT, ByteBuffer.allocate(MEBIBYTE / 2), 0, Stability.UNSTABLE);
        vfs.unlink(ROOT, vfs.root(), Name.of("big"));
        assertThat(vfs.statfs(ROOT, vfs.root()).freeFiles()).isEqualTo(empty.freeFiles() - 1);
      }
      vfs.symlink(ROOT, vfs.root(), Name.of("s"), new byte[] {'x'}, SetAttributes.NONE);
      vfs.rename(ROOT, vfs.root(), Name.of("s"), vfs.root(), Name.of("t"));
      vfs.unlink(ROOT, vfs.root(), Name.of("t"));
      vfs.mkdir(ROOT, vfs.root(), Name.of("d"), SetAttributes.NONE);
      vfs.rmdir(ROOT, vfs.root(), Name.of("d"));
      assertThat(vfs.statfs(ROOT, vfs.root())).isEqualTo(empty);
    }
  }

  @Test
  void filesAreCounted() throws ErrnoException {
    try (var vfs = new MemoryVfs(MemoryLimits.DEFAULT.withFiles(2))) {
      create(vfs, "one").close();
      create(vfs, "two").close();
      assertFails(Errno.ENOSPC, () -> create(vfs, "three"));
      assertFails(Errno.ENOENT, () -> vfs.lookup(ROOT, vfs.root(), Name.of("three")));
      vfs.unlink(ROOT, vfs.root(), Name.of("one"));
      create(vfs, "three").close();
    }
  }

  @Test
  void namesAloneRunOutOfSpaceToo() throws ErrnoException {
    try (var vfs = new MemoryVfs(MemoryLimits.DEFAULT.withBytes(64 * 1024))) {
      create(vfs, "one").close();
      var node = vfs.lookup(ROOT, vfs.root(), Name.of("one")).node();
      assertFails(
          Errno.ENOSPC,
          () -> {
            for (int i = 0; i < 1000; i++) {
              vfs.link(ROOT, node, vfs.root(), Name.of("link" + i));
            }
          });
    }
  }

  @Test
  void clockIsTheOneGiven() throws ErrnoException {
    try (var vfs = new MemoryVfs(MemoryLimits.DEFAULT, () -> 1_234_567_890_123_456_789L)) {
      create(vfs, "one").close();
      assertThat(vfs.lookup(ROOT, vfs.root(), Name.of("one")).attributes().mtime())
          .isEqualTo(1_234_567_890_123_456_789L);
    }
  }

  private static OpenFile create(MemoryVfs vfs, String name) throws ErrnoException {
    var how = new CreateHow.Guarded(SetAttributes.NONE);
    Created created = vfs.create(ROOT, vfs.root(), Name.of(name), how, OpenHow.READ_WRITE);
    return Objects.requireNonNull(created.file());
  }

  private static void assertFails(Errno errno, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(ErrnoException.class, e -> assertThat(e.errno()).isEqualTo(errno));
  }
}
