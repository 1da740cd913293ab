package dev.byway.vfs.testkit;

import static dev.byway.vfs.testkit.Failures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.byway.base.Errno;
import dev.byway.vfs.Attributes;
import dev.byway.vfs.Capabilities.Feature;
import dev.byway.vfs.FileType;
import dev.byway.vfs.Node;
import dev.byway.vfs.OpenFile;
import dev.byway.vfs.OpenHow;
import dev.byway.vfs.SetAttributes;
import org.junit.jupiter.api.Test;

/// Files that begin without a name.
abstract class TmpfileContract extends Chapter {
  private static final SetAttributes PRIVATE = SetAttributes.ofMode(0600);

  private OpenFile tmpfile(SetAttributes attributes) throws Exception {
    return vfs().tmpfile(su(), place().here(), attributes, OpenHow.READ_WRITE);
  }

  @Test
  void roomsWithoutThemSayThatTheyAreNotSupported() {
    assumeFalse(can().has(Feature.TMPFILE), "the room has them");
    assertFails(() -> tmpfile(PRIVATE), Errno.ENOTSUP);
  }

  @Test
  void theyHaveNoName() throws Exception {
    needs(Feature.TMPFILE);
    Attributes before = place().stat();
    try (OpenFile file = tmpfile(PRIVATE)) {
      place().write(file, 0, "hello");
      assertThat(place().content(file)).isEqualTo("hello");
      Attributes attributes = place().stat(file.node());
      assertThat(attributes.type()).isEqualTo(FileType.REGULAR);
      assertThat(attributes.mode()).isEqualTo(0600);
      assertThat(attributes.nlink()).isZero();
      assertThat(file.getattr(su()).size()).isEqualTo(5);
      assertThat(place().names()).isEmpty();
      assertThat(place().stat().nlink()).isEqualTo(before.nlink());
    }
  }

  @Test
  void theyAreGoneWhenTheyAreClosed() throws Exception {
    needs(Feature.TMPFILE);
    OpenFile file = tmpfile(PRIVATE);
    Node node = file.node();
    file.close();
    assertFails(() -> place().stat(node), Errno.ESTALE);
    assertFails(() -> place().open(node, OpenHow.READ), Errno.ESTALE);
    assertFails(() -> place().link(node, "f"), Errno.ESTALE, Errno.ENOENT);
    assertThat(place().names()).isEmpty();
  }

  @Test
  void aLinkGivesThemAName() throws Exception {
    needs(Feature.TMPFILE);
    needsHardLinks();
    Node node;
    try (OpenFile file = tmpfile(PRIVATE)) {
      node = file.node();
      place().write(file, 0, "hello");
      place().link(node, "f");
      assertThat(place().stat(node).nlink()).isEqualTo(1);
      assertThat(place().find("f")).isEqualTo(node);
      place().write(file, 5, " world");
    }
    assertThat(place().content(node)).isEqualTo("hello world");
    place().link(node, "g");
    assertThat(place().stat(node).nlink()).isEqualTo(2);
    place().unlink("f");
    place().unlink("g");
    assertFails(() -> place().stat(node), Errno.ESTALE);
  }

  @Test
  void theyNeedTheRightsToMakeAFile() throws Exception {
    needs(Feature.TMPFILE);
    needsIdentities();
    Node closed = place().mkdir("d", 0755);
    assertFails(() -> vfs().tmpfile(ALICE, closed, PRIVATE, OpenHow.WRITE), Errno.EACCES);
    try (OpenFile file = vfs().tmpfile(ALICE, place().here(), PRIVATE, OpenHow.READ_WRITE)) {
      Attributes attributes = place().stat(file.node());
      assertThat(attributes.uid()).isEqualTo(ALICE.uid());
      assertThat(attributes.gid()).isEqualTo(ALICE.gid());
      vfs().link(ALICE, file.node(), place().here(), Place.name("f"));
    }
    assertThat(place().stat(place().find("f")).uid()).isEqualTo(ALICE.uid());
  }

  @Test
  void attributesAreSetInTheSameStep() throws Exception {
    needs(Feature.TMPFILE);
    SetAttributes all =
        SetAttributes.ofMode(0440)
            .withSize(100L)
            .withMtime(new SetAttributes.SetTime.At(77 * Attributes.SECOND));
    try (OpenFile file = tmpfile(all)) {
      Attributes attributes = place().stat(file.node());
      assertThat(attributes.mode()).isEqualTo(0440);
      assertThat(attributes.size()).isEqualTo(100);
      assertThat(attributes.mtime()).isEqualTo(77 * Attributes.SECOND);
      place().write(file, 0, "x");
    }
  }

  @Test
  void theyAreOpenForWriting() throws Exception {
    needs(Feature.TMPFILE);
    assertFails(() -> vfs().tmpfile(su(), place().here(), PRIVATE, OpenHow.READ), Errno.EINVAL);
    Node file = place().file("f");
    assertFails(() -> vfs().tmpfile(su(), file, PRIVATE, OpenHow.WRITE), Errno.ENOTDIR);
    try (OpenFile tmpfile = vfs().tmpfile(su(), place().here(), PRIVATE, OpenHow.WRITE)) {
      place().write(tmpfile, 0, "x");
      assertFails(() -> place().read(tmpfile, 0, 1), Errno.EBADF);
    }
  }
}
