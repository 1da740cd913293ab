package dev.byway.vfs.testkit;

import static dev.byway.vfs.testkit.Failures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import dev.byway.base.Errno;
import dev.byway.vfs.Attributes;
import dev.byway.vfs.Created;
import dev.byway.vfs.FileType;
import dev.byway.vfs.Node;
import dev.byway.vfs.SetAttributes;
import org.junit.jupiter.api.Test;

/// Making and removing directories.
abstract class DirectoryContract extends Chapter {
  @Test
  void newDirectoryIsEmpty() throws Exception {
    Created made = vfs().mkdir(su(), place().here(), Place.name("d"), SetAttributes.ofMode(01750));
    Attributes told = made.entry().attributes();
    assertThat(made.fresh()).isTrue();
    assertThat(made.file()).isNull();
    assertThat(told.type()).isEqualTo(FileType.DIRECTORY);
    assertThat(told.mode()).isEqualTo(01750);
    assertThat(told).isEqualTo(place().stat(made.entry().node()));
    assertThat(place().in(made.entry().node()).names()).isEmpty();
  }

  @Test
  void directoriesNest() throws Exception {
    Place deep = place();
    for (int i = 0; i < 64; i++) {
      deep = deep.inNew("level" + i);
    }
    deep.file("f", "deep down");
    Place again = place();
    for (int i = 0; i < 64; i++) {
      again = again.in(again.find("level" + i));
    }
    assertThat(again.content(again.find("f"))).isEqualTo("deep down");
  }

  @Test
  void rmdirRemovesOnlyEmptyDirectories() throws Exception {
    Place full = place().inNew("full");
    full.file("f");
    assertFails(() -> place().rmdir("full"), Errno.ENOTEMPTY);
    assertThat(full.has("f")).isTrue();
    full.file("g");
    full.unlink("f");
    assertFails(() -> place().rmdir("full"), Errno.ENOTEMPTY);
    full.unlink("g");
    place().rmdir("full");
    assertThat(place().has("full")).isFalse();
    assertFails(full::stat, Errno.ESTALE);
  }

  @Test
  void rmdirRemovesOnlyDirectories() throws Exception {
    place().file("f");
    assertFails(() -> place().rmdir("f"), Errno.ENOTDIR);
    assertFails(() -> place().rmdir("nothing"), Errno.ENOENT);
    if (can().symbolicLinks()) {
      place().mkdir("d");
      place().symlink("l", "d");
      assertFails(() -> place().rmdir("l"), Errno.ENOTDIR);
      assertThat(place().has("d")).isTrue();
    }
    assertThat(place().has("f")).isTrue();
  }

  @Test
  void aDirectoryMadeAgainIsAnotherOne() throws Exception {
    Node old = place().mkdir("d");
    place().rmdir("d");
    Node fresh = place().mkdir("d");
    assertThat(fresh).isNotEqualTo(old);
    assertFails(() -> place().stat(old), Errno.ESTALE);
    assertThat(place().stat(fresh).isDirectory()).isTrue();
  }

  @Test
  void modesKeepAllTwelveBits() throws Exception {
    Node directory = place().mkdir("d", 0700);
    for (int mode : new int[] {0, 01777, 02755, 04711, 07777, 0755}) {
      place().chmod(directory, mode);
      assertThat(place().stat(directory).mode()).isEqualTo(mode);
    }
  }

  @Test
  void fsyncIsForEveryKindOfNode() throws Exception {
    Node file = place().file("f");
    vfs().fsync(su(), place().here());
    vfs().fsync(su(), file);
    place().unlink("f");
    assertFails(() -> vfs().fsync(su(), file), Errno.ESTALE);
  }

  @Test
  void statfsCountsSensibly() throws Exception {
    var stat = vfs().statfs(su(), place().here());
    assertThat(stat.blockSize()).isPositive();
    assertThat(Long.compareUnsigned(stat.freeBytes(), stat.totalBytes())).isLessThanOrEqualTo(0);
    assertThat(Long.compareUnsigned(stat.availableBytes(), stat.freeBytes()))
        .isLessThanOrEqualTo(0);
    assertThat(Long.compareUnsigned(stat.freeFiles(), stat.totalFiles())).isLessThanOrEqualTo(0);
    Node gone = place().mkdir("d");
    place().rmdir("d");
    assertFails(() -> vfs().statfs(su(), gone), Errno.ESTALE);
  }

  @Test
  void everyNodeHasItsOwnFileid() throws Exception {
    Attributes file = place().stat(place().file("f"));
    Attributes other = place().stat(place().file("g"));
    Attributes directory = place().stat(place().mkdir("d"));
    assertThat(file.fileid())
        .isNotEqualTo(other.fileid())
        .isNotEqualTo(directory.fileid())
        .isNotEqualTo(place().stat().fileid());
    assertThat(other.fileid()).isNotEqualTo(directory.fileid());
    assertThat(file.fsid()).isEqualTo(other.fsid()).isEqualTo(directory.fsid());
  }
}
