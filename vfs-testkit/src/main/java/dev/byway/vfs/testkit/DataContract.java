package dev.byway.vfs.testkit;

import static dev.byway.vfs.testkit.Failures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.vfs.OpenFile;
import dev.byway.vfs.OpenHow;
import dev.byway.vfs.SetAttributes;
import dev.byway.vfs.Stability;
import dev.byway.vfs.Written;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Reading and writing open files.
abstract class DataContract extends Chapter {
  private static final long GIBIBYTE = 1L << 30;

  @Test
  void whatIsWrittenIsRead() throws Exception {
    try (OpenFile file = place().openNew("f")) {
      place().write(file, 0, "hello");
      assertThat(place().content(file)).isEqualTo("hello");
      assertThat(file.getattr(su()).size()).isEqualTo(5);
    }
    assertThat(place().content(place().find("f"))).isEqualTo("hello");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 511, 512, 513, 4095, 4096, 4097, 65535, 65536, 65537, 300_001})
  void blocksOfAnySizeAtAnyOffsetComeBack(int size) throws Exception {
    byte[] data = new byte[size];
    new Random(size).nextBytes(data);
    for (long offset : new long[] {0, 1, 4095, 65_530}) {
      try (OpenFile file = place().openNew("f" + offset)) {
        place().write(file, offset, data);
        assertThat(file.getattr(su()).size()).isEqualTo(offset + size);
        assertThat(place().read(file, offset, size)).isEqualTo(data);
        assertThat(place().read(file, 0, (int) offset)).isEqualTo(new byte[(int) offset]);
      }
    }
  }

  @Test
  void overwritingChangesOnlyItsRange() throws Exception {
    try (OpenFile file = place().openNew("f")) {
      place().write(file, 0, "0123456789");
      place().write(file, 3, "xyz");
      assertThat(place().content(file)).isEqualTo("012xyz6789");
    }
  }

  @Test
  void readPastTheEndReturnsNothing() throws Exception {
    try (OpenFile file = place().openNew("f")) {
      place().write(file, 0, "hello");
      ByteBuffer dst = ByteBuffer.allocate(10);
      assertThat(file.read(su(), dst, 5)).isZero();
      assertThat(file.read(su(), dst, 1 << 20)).isZero();
      assertThat(file.read(su(), dst, Long.MAX_VALUE)).isZero();
      assertThat(dst.position()).isZero();
    }
  }

  @Test
  void readAcrossTheEndIsShort() throws Exception {
    try (OpenFile file = place().openNew("f")) {
      place().write(file, 0, "hello");
      ByteBuffer dst = ByteBuffer.allocate(10);
      assertThat(file.read(su(), dst, 3)).isEqualTo(2);
      assertThat(dst.position()).isEqualTo(2);
      assertThat(dst.get(0)).isEqualTo((byte) 'l');
      assertThat(dst.get(1)).isEqualTo((byte) 'o');
      assertThat(dst.get(2)).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void buffersAreUsedFromPositionToLimit(boolean direct) throws Exception {
    ByteBuffer src = buffer(direct, 16);
    src.put("----hello-------".getBytes(StandardCharsets.US_ASCII)).position(4).limit(9);
    try (OpenFile file = place().openNew("f")) {
      Written written = file.write(su(), src, 0, Stability.UNSTABLE);
      assertThat(written.count()).isEqualTo(5);
      assertThat(src.position()).isEqualTo(9);
      assertThat(src.limit()).isEqualTo(9);
      ByteBuffer dst = buffer(direct, 16).position(2).limit(5);
      assertThat(file.read(su(), dst, 1)).isEqualTo(3);
      assertThat(dst.position()).isEqualTo(5);
      assertThat(dst.limit()).isEqualTo(5);
      byte[] all = new byte[16];
      dst.clear().get(all);
      assertThat(new String(all, StandardCharsets.US_ASCII).replace('\0', '-'))
          .isEqualTo("--ell-----------");
    }
  }

  @Test
  void slicedBuffersAreUsedWithinTheirSlice() throws Exception {
    byte[] array = "0123456789".getBytes(StandardCharsets.US_ASCII);
    try (OpenFile file = place().openNew("f")) {
      file.write(su(), ByteBuffer.wrap(array).slice(2, 3), 0, Stability.UNSTABLE);
      assertThat(place().content(file)).isEqualTo("234");
      assertThat(file.read(su(), ByteBuffer.wrap(array).slice(7, 2), 1)).isEqualTo(2);
      assertThat(new String(array, StandardCharsets.US_ASCII)).isEqualTo("0123456349");
    }
  }

  @Test
  void readOnlyBuffersCanBeWrittenFrom() throws Exception {
    ByteBuffer src = StandardCharsets.US_ASCII.encode("hello").asReadOnlyBuffer();
    try (OpenFile file = place().openNew("f")) {
      file.write(su(), src, 0, Stability.UNSTABLE);
      assertThat(place().content(file)).isEqualTo("hello");
    }
  }

  @Test
  void zeroLengthReadReturnsZero() throws Exception {
    try (OpenFile file = place().openNew("f")) {
      place().write(file, 0, "hello");
      assertThat(file.read(su(), ByteBuffer.allocate(0), 0)).isZero();
    }
  }

  @Test
  void zeroLengthWriteChangesNothing() throws Exception {
    try (OpenFile file = place().openNew("f")) {
      place().write(file, 0, "hello");
      waitForTick(file.node());
      var before = file.getattr(su());
      assertThat(file.write(su(), ByteBuffer.allocate(0), 100, Stability.UNSTABLE).count())
          .isZero();
      assertThat(file.getattr(su())).isEqualTo(before);
    }
  }

  @Test
  void holesReadAsZeros() throws Exception {
    try (OpenFile file = place().openNew("f")) {
      place().write(file, 200_000, "end");
      assertThat(file.getattr(su()).size()).isEqualTo(200_003);
      assertThat(place().read(file, 0, 200_000)).isEqualTo(new byte[200_000]);
      assertThat(place().read(file, 199_999, 100))
          .isEqualTo("\0end".getBytes(StandardCharsets.US_ASCII));
    }
  }

  @Test
  void sparseFilesReachPastFourGibibytes() throws Exception {
    assumeTrue(can().maxFileSize() > 6 * GIBIBYTE, "files cannot be that large");
    long[] offsets = {5 * GIBIBYTE + 4091, 4 * GIBIBYTE - 3, 2 * GIBIBYTE - 1, 4 * GIBIBYTE + 100};
    try (OpenFile file = place().openNew("f")) {
      for (long offset : offsets) {
        place().write(file, offset, "at " + offset);
      }
      assertThat(file.getattr(su()).size()).isEqualTo(offsets[0] + 13);
      for (long offset : offsets) {
        assertThat(new String(place().read(file, offset, 13), StandardCharsets.US_ASCII))
            .isEqualTo("at " + offset);
      }
      assertThat(place().read(file, 3 * GIBIBYTE, 100)).isEqualTo(new byte[100]);
      assertThat(file.getattr(su()).used()).as("holes take no space").isLessThan(GIBIBYTE);
    }
    assertThat(place().stat(place().find("f")).size()).isEqualTo(offsets[0] + 13);
  }

  @Test
  void negativeOffsetsAreInvalid() throws Exception {
    try (OpenFile file = place().openNew("f")) {
      ByteBuffer buffer = ByteBuffer.allocate(4);
      assertFails(() -> file.read(su(), buffer, -1), Errno.EINVAL);
      assertFails(() -> file.read(su(), buffer, Long.MIN_VALUE), Errno.EINVAL);
      assertFails(() -> file.write(su(), buffer, -1, Stability.UNSTABLE), Errno.EINVAL);
      assertThat(buffer.position()).isZero();
      assertThat(file.getattr(su()).size()).isZero();
    }
  }

  @Test
  void writesBeyondTheLargestFileAreTooBig() throws Exception {
    try (OpenFile file = place().openNew("f")) {
      ByteBuffer src = ByteBuffer.allocate(4);
      assertFails(() -> file.write(su(), src, Long.MAX_VALUE, Stability.UNSTABLE), Errno.EFBIG);
      assertFails(
          () -> file.write(su(), src, can().maxFileSize(), Stability.UNSTABLE), Errno.EFBIG);
      assertThat(src.position()).isZero();
      assertThat(file.getattr(su()).size()).isZero();
    }
  }

  @Test
  void truncationCutsAndExtensionAddsZeros() throws Exception {
    byte[] data = new byte[100_000];
    Arrays.fill(data, (byte) 'x');
    try (OpenFile file = place().openNew("f")) {
      place().write(file, 0, data);
      file.setattr(su(), SetAttributes.ofSize(70_001));
      assertThat(file.getattr(su()).size()).isEqualTo(70_001);
      assertThat(place().read(file, 70_000, 100)).isEqualTo(new byte[] {'x'});
      file.setattr(su(), SetAttributes.ofSize(100_000));
      assertThat(place().read(file, 70_000, 2)).isEqualTo(new byte[] {'x', 0});
      assertThat(place().read(file, 70_001, 100_000)).isEqualTo(new byte[29_999]);
      file.setattr(su(), SetAttributes.ofSize(0));
      place().write(file, 10, "y");
      assertThat(place().content(file)).isEqualTo("\0".repeat(10) + "y");
    }
  }

  @Test
  void writingPastAShortenedEndDoesNotBringBackOldBytes() throws Exception {
    try (OpenFile file = place().openNew("f")) {
      place().write(file, 0, "0123456789");
      file.setattr(su(), SetAttributes.ofSize(2));
      place().write(file, 6, "x");
      assertThat(place().content(file)).isEqualTo("01\0\0\0\0x");
    }
  }

  @Test
  void severalOpensSeeOneFile() throws Exception {
    try (OpenFile writer = place().openNew("f");
        OpenFile reader = place().open(place().find("f"), OpenHow.READ)) {
      place().write(writer, 0, "hello");
      assertThat(place().content(reader)).isEqualTo("hello");
      writer.setattr(su(), SetAttributes.ofSize(2));
      assertThat(place().content(reader)).isEqualTo("he");
    }
  }

  @ParameterizedTest
  @EnumSource
  void writesAreAtLeastAsStableAsAsked(Stability asked) throws Exception {
    try (OpenFile file = place().openNew("f")) {
      Written written = file.write(su(), StandardCharsets.UTF_8.encode("hello"), 0, asked);
      assertThat(written.committed()).isGreaterThanOrEqualTo(asked);
      assertThat(place().content(file)).isEqualTo("hello");
    }
  }

  @Test
  void verifierStaysWhileNothingIsLost() throws Exception {
    try (OpenFile one = place().openNew("one");
        OpenFile two = place().openNew("two")) {
      long verifier = verifierOf(one);
      assertThat(verifierOf(two)).isEqualTo(verifier);
      assertThat(one.commit(su(), 0, 0)).isEqualTo(verifier);
      assertThat(two.commit(su(), 2, 3)).isEqualTo(verifier);
      assertThat(one.commit(su(), 1 << 20, 10)).isEqualTo(verifier);
    }
  }

  private long verifierOf(OpenFile file) throws ErrnoException {
    return file.write(su(), StandardCharsets.UTF_8.encode("hi"), 0, Stability.UNSTABLE).verifier();
  }

  @Test
  void commitOfANegativeRangeIsInvalid() throws Exception {
    try (OpenFile file = place().openNew("f")) {
      assertFails(() -> file.commit(su(), -1, 0), Errno.EINVAL);
      assertFails(() -> file.commit(su(), 0, -1), Errno.EINVAL);
    }
  }

  private static ByteBuffer buffer(boolean direct, int capacity) {
    return direct ? ByteBuffer.allocateDirect(capacity) : ByteBuffer.allocate(capacity);
  }
}
