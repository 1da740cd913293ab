package dev.byway.vfs.testkit;

import static dev.byway.vfs.testkit.Failures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.vfs.Attributes;
import dev.byway.vfs.Capabilities.Feature;
import dev.byway.vfs.Node;
import dev.byway.vfs.OpenFile;
import dev.byway.vfs.OpenHow;
import dev.byway.vfs.Written;
import dev.byway.vfs.memory.MemoryVfs;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Copies that the room makes by itself.
abstract class CopyContract extends Chapter {
  private static final int LARGE = 3 << 20;

  private OpenFile with(String name, String content) throws Exception {
    OpenFile file = place().openNew(name);
    place().write(file, 0, content);
    return file;
  }

  private Written copy(OpenFile from, long offset, OpenFile to, long toOffset, long count)
      throws Exception {
    return from.copyFileRange(su(), offset, to, toOffset, count);
  }

  @Test
  void roomsWithoutItSayThatItIsNotSupported() throws Exception {
    assumeFalse(can().has(Feature.COPY_FILE_RANGE), "the room has it");
    try (OpenFile from = with("f", "hello");
        OpenFile to = with("g", "")) {
      assertFails(() -> copy(from, 0, to, 0, 5), Errno.ENOTSUP);
      assertThat(place().content(to)).isEmpty();
    }
  }

  @Test
  void rangesAreCopied() throws Exception {
    needs(Feature.COPY_FILE_RANGE);
    try (OpenFile from = with("f", "0123456789");
        OpenFile to = with("g", "abcdefghij")) {
      assertThat(copy(from, 3, to, 5, 2).count()).isEqualTo(2);
      assertThat(place().content(to)).isEqualTo("abcde34hij");
      assertThat(copy(from, 6, to, 9, 3).count()).isEqualTo(3);
      assertThat(place().content(to)).isEqualTo("abcde34hi678");
      assertThat(place().content(from)).isEqualTo("0123456789");
    }
  }

  @Test
  void copiesEndWithTheFile() throws Exception {
    needs(Feature.COPY_FILE_RANGE);
    try (OpenFile from = with("f", "0123456789");
        OpenFile to = with("g", "")) {
      assertThat(copy(from, 7, to, 0, 1L << 40).count()).isEqualTo(3);
      assertThat(copy(from, 10, to, 3, 5).count()).isZero();
      assertThat(copy(from, 1L << 40, to, 3, Long.MAX_VALUE).count()).isZero();
      assertThat(place().content(to)).isEqualTo("789");
      assertThat(copy(from, 0, to, 5, 1).count()).isEqualTo(1);
      assertThat(place().content(to)).isEqualTo("789\0\0000");
    }
  }

  @Test
  void largeFilesAreCopiedInAFewCalls() throws Exception {
    needs(Feature.COPY_FILE_RANGE);
    byte[] data = new byte[LARGE];
    new Random(7).nextBytes(data);
    try (OpenFile from = place().openNew("f");
        OpenFile to = place().openNew("g")) {
      place().write(from, 0, data);
      int done = 0;
      int last;
      do {
        last = copy(from, done, to, done, LARGE).count();
        done += last;
      } while (last > 0);
      assertThat(done).isEqualTo(LARGE);
      to.commit(su(), 0, 0);
      assertThat(Arrays.equals(place().read(to, 0, LARGE + 1), data)).isTrue();
      assertThat(to.getattr(su()).size()).isEqualTo(LARGE);
    }
  }

  @Test
  void oneFileCanBeCopiedToElsewhereInItself() throws Exception {
    needs(Feature.COPY_FILE_RANGE);
    try (OpenFile file = with("f", "0123456789")) {
      assertThat(copy(file, 0, file, 7, 3).count()).isEqualTo(3);
      assertThat(place().content(file)).isEqualTo("0123456012");
      assertThat(copy(file, 0, file, 10, 5).count()).isEqualTo(5);
      assertThat(place().content(file)).isEqualTo("012345601201234");
      assertFails(() -> copy(file, 0, file, 3, 4), Errno.EINVAL);
      assertFails(() -> copy(file, 3, file, 0, 4), Errno.EINVAL);
      assertThat(place().content(file)).isEqualTo("012345601201234");
    }
  }

  @Test
  void otherOpenFilesSeeTheCopy() throws Exception {
    needs(Feature.COPY_FILE_RANGE);
    try (OpenFile from = with("f", "hello");
        OpenFile to = with("g", "something else");
        OpenFile reader = place().open(to.node(), OpenHow.READ)) {
      assertThat(place().content(reader)).isEqualTo("something else");
      place().write(from, 0, "HE");
      copy(from, 0, to, 0, 5);
      assertThat(place().content(reader)).isEqualTo("HEllohing else");
      place().write(to, 5, "!");
      assertThat(place().content(reader)).isEqualTo("HEllo!ing else");
    }
    assertThat(place().content(place().find("g"))).isEqualTo("HEllo!ing else");
  }

  @Test
  void copiesAreChangesOfTheTargetOnly() throws Exception {
    needs(Feature.COPY_FILE_RANGE);
    try (OpenFile from = with("f", "hello");
        OpenFile to = with("g", "")) {
      from.commit(su(), 0, 0);
      to.commit(su(), 0, 0);
      Attributes source = from.getattr(su());
      Attributes before = to.getattr(su());
      waitForTick(to.node());
      Written written = copy(from, 0, to, 0, 5);
      Attributes after = to.getattr(su());
      assertTells(written.change(), before, after);
      assertThat(after.mtime()).isGreaterThan(before.mtime());
      assertThat(from.getattr(su()).mtime()).isEqualTo(source.mtime());
    }
  }

  @Test
  void copiesDropSetIdBitsAsWritesDo() throws Exception {
    needs(Feature.COPY_FILE_RANGE);
    needsIdentities();
    Node node = place().as(ALICE).file("g", 0755);
    place().as(ALICE).chmod(node, 04755);
    try (OpenFile from = with("f", "hello");
        OpenFile to = place().as(ALICE).open(node, OpenHow.WRITE)) {
      from.copyFileRange(ALICE, 0, to, 0, 5);
    } catch (ErrnoException e) {
      // a file with such bits may be one that is not lent
      assertThat(e.errno()).isEqualTo(Errno.ENOTSUP);
      return;
    }
    assertThat(place().stat(node).mode()).isEqualTo(0755);
  }

  @Test
  void bothFilesMustBeOpenInTheRightWay() throws Exception {
    needs(Feature.COPY_FILE_RANGE);
    OpenFile from = place().open(place().file("f", "hello"), OpenHow.READ);
    OpenFile to = place().open(place().file("g", "world"), OpenHow.WRITE);
    assertFails(() -> copy(to, 0, to, 10, 1), Errno.EBADF);
    assertFails(() -> copy(from, 0, from, 10, 1), Errno.EBADF);
    assertFails(() -> copy(from, -1, to, 0, 1), Errno.EINVAL);
    assertFails(() -> copy(from, 0, to, -1, 1), Errno.EINVAL);
    assertFails(() -> copy(from, 0, to, 0, 0), Errno.EINVAL);
    assertFails(() -> copy(from, 0, to, 0, -1), Errno.EINVAL);
    from.close();
    assertFails(() -> copy(from, 0, to, 0, 1), Errno.EBADF);
    to.close();
    try (OpenFile again = place().open(place().find("f"), OpenHow.READ)) {
      assertFails(() -> copy(again, 0, to, 0, 1), Errno.EBADF);
    }
    assertThat(place().content(place().find("g"))).isEqualTo("world");
  }

  @Test
  void otherRoomsAreOtherDevices() throws Exception {
    needs(Feature.COPY_FILE_RANGE);
    try (var other = new MemoryVfs();
        OpenFile from = with("f", "hello");
        OpenFile to = new Place(other, su(), other.root()).openNew("g")) {
      assertFails(() -> copy(from, 0, to, 0, 5), Errno.EXDEV);
      assertFails(() -> copy(to, 0, from, 0, 5), Errno.EXDEV);
    }
  }
}
