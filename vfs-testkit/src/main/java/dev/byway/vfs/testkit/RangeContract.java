package dev.byway.vfs.testkit;

import static dev.byway.vfs.testkit.Failures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.byway.base.Errno;
import dev.byway.vfs.Capabilities.Feature;
import dev.byway.vfs.Fallocate;
import dev.byway.vfs.OpenFile;
import dev.byway.vfs.OpenHow;
import dev.byway.vfs.Seek;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/// Space and holes.
abstract class RangeContract extends Chapter {
  private static final int MIB = 1 << 20;

  /// No room has larger pieces of a file.
  private static final int PIECE = 64 * 1024;

  private static byte[] ones(int count) {
    byte[] ones = new byte[count];
    Arrays.fill(ones, (byte) 1);
    return ones;
  }

  private OpenFile ones(String name, int count) throws Exception {
    OpenFile file = place().openNew(name);
    place().write(file, 0, ones(count));
    return file;
  }

  private long size(OpenFile file) throws Exception {
    return file.getattr(su()).size();
  }

  /// Asserts that the file is ones but for zeros in this range.
  private void assertZeros(OpenFile file, int from, int to, int size) throws Exception {
    byte[] expected = ones(size);
    Arrays.fill(expected, from, to, (byte) 0);
    assertThat(Arrays.equals(place().read(file, 0, size + 1), expected)).isTrue();
    assertThat(size(file)).isEqualTo(size);
  }

  @Test
  void roomsWithoutItSayThatItIsNotSupported() throws Exception {
    try (OpenFile file = ones("f", 10)) {
      if (!can().has(Feature.FALLOCATE)) {
        assertFails(() -> file.fallocate(su(), Fallocate.ALLOCATE, 0, 20), Errno.ENOTSUP);
      }
      if (!can().has(Feature.SEEK)) {
        assertFails(() -> file.seek(su(), Seek.DATA, 0), Errno.ENOTSUP);
      }
      assertZeros(file, 0, 0, 10);
    }
    assumeFalse(can().has(Feature.FALLOCATE) && can().has(Feature.SEEK), "the room has both");
  }

  @Test
  void allocatingMakesTheFileLonger() throws Exception {
    needs(Feature.FALLOCATE);
    try (OpenFile file = ones("f", 1000)) {
      file.fallocate(su(), Fallocate.ALLOCATE, 500, MIB);
      assertZeros(file, 1000, 500 + MIB, 500 + MIB);
      assertThat(file.getattr(su()).used()).isGreaterThanOrEqualTo(MIB);
      file.fallocate(su(), Fallocate.ALLOCATE, 0, 10);
      assertThat(size(file)).isEqualTo(500 + MIB);
    }
  }

  @Test
  void allocatingCanKeepTheSize() throws Exception {
    needs(Feature.FALLOCATE);
    try (OpenFile file = ones("f", 1000)) {
      file.fallocate(su(), Fallocate.ALLOCATE_KEEP_SIZE, 0, MIB);
      assertZeros(file, 0, 0, 1000);
      assertThat(file.getattr(su()).used()).isGreaterThanOrEqualTo(MIB);
      place().truncate(file.node(), 2000);
      assertZeros(file, 1000, 2000, 2000);
    }
  }

  @Test
  void holesReadAsZeros() throws Exception {
    needs(Feature.FALLOCATE);
    try (OpenFile file = ones("f", 3 * MIB)) {
      assertZeros(file, 0, 0, 3 * MIB);
      file.commit(su(), 0, 0);
      long used = file.getattr(su()).used();
      file.fallocate(su(), Fallocate.PUNCH_HOLE, MIB - 1, MIB + 2);
      assertZeros(file, MIB - 1, 2 * MIB + 1, 3 * MIB);
      assertThat(file.getattr(su()).used()).isLessThan(used);
      place().write(file, MIB, ones(MIB));
      place().write(file, MIB - 1, ones(1));
      place().write(file, 2 * MIB, ones(1));
      assertZeros(file, 0, 0, 3 * MIB);
    }
  }

  @Test
  void holesAreSeenByOtherOpenFilesToo() throws Exception {
    needs(Feature.FALLOCATE);
    try (OpenFile file = ones("f", 10_000);
        OpenFile other = place().open(file.node(), OpenHow.READ_WRITE)) {
      assertZeros(other, 0, 0, 10_000);
      file.fallocate(su(), Fallocate.PUNCH_HOLE, 100, 200);
      assertZeros(other, 100, 300, 10_000);
    }
  }

  @Test
  void holesBeyondTheEndChangeNothing() throws Exception {
    needs(Feature.FALLOCATE);
    try (OpenFile file = ones("f", 1000)) {
      file.fallocate(su(), Fallocate.PUNCH_HOLE, 1000, MIB);
      file.fallocate(su(), Fallocate.PUNCH_HOLE, 10L * MIB, MIB);
      assertZeros(file, 0, 0, 1000);
    }
  }

  @Test
  void rangesAreZeroed() throws Exception {
    needs(Feature.FALLOCATE);
    try (OpenFile file = ones("f", 1000)) {
      file.fallocate(su(), Fallocate.ZERO_RANGE, 10, 20);
      assertZeros(file, 10, 30, 1000);
      file.fallocate(su(), Fallocate.ZERO_RANGE_KEEP_SIZE, 10, 5000);
      assertZeros(file, 10, 1000, 1000);
      file.fallocate(su(), Fallocate.ZERO_RANGE, 500, MIB);
      assertZeros(file, 10, 500 + MIB, 500 + MIB);
    }
  }

  @Test
  void fallocateRefusesWhatIsNoRange() throws Exception {
    needs(Feature.FALLOCATE);
    try (OpenFile file = ones("f", 10)) {
      assertFails(() -> file.fallocate(su(), Fallocate.ALLOCATE, -1, 1), Errno.EINVAL);
      assertFails(() -> file.fallocate(su(), Fallocate.ALLOCATE, 0, 0), Errno.EINVAL);
      assertFails(() -> file.fallocate(su(), Fallocate.PUNCH_HOLE, 0, -1), Errno.EINVAL);
      long end = Long.MAX_VALUE;
      assertFails(() -> file.fallocate(su(), Fallocate.ALLOCATE, end, end), Errno.EFBIG);
      assertZeros(file, 0, 0, 10);
    }
  }

  @Test
  void fallocateNeedsAFileThatIsOpenForWriting() throws Exception {
    needs(Feature.FALLOCATE);
    OpenFile file = place().open(place().file("f", "hello"), OpenHow.READ);
    assertFails(() -> file.fallocate(su(), Fallocate.ALLOCATE, 0, 1), Errno.EBADF);
    file.close();
    assertFails(() -> file.fallocate(su(), Fallocate.ALLOCATE, 0, 1), Errno.EBADF);
  }

  @Test
  void fallocateTellsItsChange() throws Exception {
    needs(Feature.FALLOCATE);
    try (OpenFile file = ones("f", 1000)) {
      file.commit(su(), 0, 0);
      var before = file.getattr(su());
      waitForTick(file.node());
      var change = file.fallocate(su(), Fallocate.ALLOCATE, 0, 2000);
      assertTells(change, before, file.getattr(su()));
      assertThat(file.getattr(su()).mtime()).isGreaterThan(before.mtime());
    }
  }

  @Test
  void seekFindsDataAndHoles() throws Exception {
    needs(Feature.SEEK);
    try (OpenFile file = place().openNew("f")) {
      place().write(file, MIB, ones(PIECE));
      place().write(file, 3L * MIB, ones(PIECE));
      place().truncate(file.node(), 4L * MIB);
      assertThat(file.seek(su(), Seek.HOLE, 0)).isZero();
      assertThat(file.seek(su(), Seek.DATA, 0)).isEqualTo(MIB);
      assertThat(file.seek(su(), Seek.DATA, MIB + 7)).isEqualTo(MIB + 7);
      assertThat(file.seek(su(), Seek.HOLE, MIB)).isEqualTo(MIB + PIECE);
      assertThat(file.seek(su(), Seek.HOLE, MIB + 7)).isEqualTo(MIB + PIECE);
      assertThat(file.seek(su(), Seek.DATA, MIB + PIECE)).isEqualTo(3L * MIB);
      assertFails(() -> file.seek(su(), Seek.DATA, 3L * MIB + PIECE), Errno.ENXIO);
      assertThat(file.seek(su(), Seek.HOLE, 4L * MIB - 1)).isEqualTo(4L * MIB - 1);
    }
  }

  @Test
  void theEndOfAFileIsAHole() throws Exception {
    needs(Feature.SEEK);
    try (OpenFile file = ones("f", 1000)) {
      assertThat(file.seek(su(), Seek.DATA, 0)).isZero();
      assertThat(file.seek(su(), Seek.HOLE, 0)).isEqualTo(1000);
      assertThat(file.seek(su(), Seek.HOLE, 999)).isEqualTo(1000);
      for (Seek what : Seek.values()) {
        assertFails(() -> file.seek(su(), what, 1000), Errno.ENXIO);
        assertFails(() -> file.seek(su(), what, 1L << 50), Errno.ENXIO);
        assertFails(() -> file.seek(su(), what, -1), Errno.ENXIO);
      }
    }
  }

  @Test
  void seekFindsHolesThatWerePunched() throws Exception {
    needs(Feature.SEEK);
    needs(Feature.FALLOCATE);
    try (OpenFile file = ones("f", 3 * MIB)) {
      assertThat(file.seek(su(), Seek.HOLE, 0)).isEqualTo(3L * MIB);
      file.fallocate(su(), Fallocate.PUNCH_HOLE, MIB, MIB);
      assertThat(file.seek(su(), Seek.HOLE, 0)).isEqualTo(MIB);
      assertThat(file.seek(su(), Seek.DATA, MIB)).isEqualTo(2L * MIB);
    }
  }

  @Test
  void seekNeedsAnOpenFile() throws Exception {
    needs(Feature.SEEK);
    OpenFile file = ones("f", 1000);
    file.close();
    assertFails(() -> file.seek(su(), Seek.DATA, 0), Errno.EBADF);
  }
}
