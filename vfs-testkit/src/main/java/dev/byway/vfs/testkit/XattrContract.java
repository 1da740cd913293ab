package dev.byway.vfs.testkit;

import static dev.byway.vfs.testkit.Failures.assertFails;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.vfs.Attributes;
import dev.byway.vfs.Caller;
import dev.byway.vfs.Capabilities.Feature;
import dev.byway.vfs.Change;
import dev.byway.vfs.Node;
import dev.byway.vfs.OpenFile;
import dev.byway.vfs.Vfs;
import dev.byway.vfs.XattrHow;
import dev.byway.vfs.XattrName;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Extended attributes.
abstract class XattrContract extends Chapter {
  private static final XattrName COLOUR = name("user.colour");
  private static final XattrName TASTE = name("user.taste");

  static XattrName name(String text) {
    try {
      return XattrName.of(text);
    } catch (ErrnoException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  private Change set(Node node, XattrName name, String value) throws ErrnoException {
    return vfs().setxattr(su(), node, name, value.getBytes(UTF_8), XattrHow.EITHER);
  }

  private String get(Node node, XattrName name) throws ErrnoException {
    return new String(vfs().getxattr(su(), node, name), UTF_8);
  }

  private List<XattrName> list(Node node) throws ErrnoException {
    return vfs().listxattr(su(), node);
  }

  @Test
  void roomsWithoutThemSayThatTheyAreNotSupported() throws Exception {
    assumeFalse(can().has(Feature.XATTR), "the room has them");
    Node file = place().file("f");
    assertFails(() -> get(file, COLOUR), Errno.ENOTSUP);
    assertFails(() -> set(file, COLOUR, "red"), Errno.ENOTSUP);
    assertFails(() -> list(file), Errno.ENOTSUP);
    assertFails(() -> vfs().removexattr(su(), file, COLOUR), Errno.ENOTSUP);
  }

  @Test
  void valuesAreKeptUntilTheyAreReplacedOrRemoved() throws Exception {
    needs(Feature.XATTR);
    for (Node node : List.of(place().file("f"), place().mkdir("d"))) {
      set(node, COLOUR, "red");
      assertThat(get(node, COLOUR)).isEqualTo("red");
      set(node, COLOUR, "dark blue");
      set(node, TASTE, "");
      assertThat(get(node, COLOUR)).isEqualTo("dark blue");
      assertThat(get(node, TASTE)).isEmpty();
      vfs().removexattr(su(), node, COLOUR);
      assertFails(() -> get(node, COLOUR), Errno.ENODATA);
      assertThat(get(node, TASTE)).isEmpty();
    }
  }

  @Test
  void valuesAreBytes() throws Exception {
    needs(Feature.XATTR);
    byte[] value = new byte[1000];
    for (int i = 0; i < value.length; i++) {
      value[i] = (byte) i;
    }
    Node file = place().file("f");
    vfs().setxattr(su(), file, COLOUR, value, XattrHow.EITHER);
    byte[] got = vfs().getxattr(su(), file, COLOUR);
    assertThat(got).isEqualTo(value);
    Arrays.fill(got, (byte) 1);
    assertThat(vfs().getxattr(su(), file, COLOUR)).isEqualTo(value);
  }

  @Test
  void whatIsNotThereHasNoData() throws Exception {
    needs(Feature.XATTR);
    Node file = place().file("f");
    assertFails(() -> get(file, COLOUR), Errno.ENODATA);
    assertFails(() -> vfs().removexattr(su(), file, COLOUR), Errno.ENODATA);
    assertThat(list(file)).isEmpty();
  }

  @Test
  void creatingNeedsAFreeNameAndReplacingOneThatIsThere() throws Exception {
    needs(Feature.XATTR);
    Node file = place().file("f");
    byte[] value = {1};
    assertFails(() -> vfs().setxattr(su(), file, COLOUR, value, XattrHow.REPLACE), Errno.ENODATA);
    vfs().setxattr(su(), file, COLOUR, value, XattrHow.CREATE);
    byte[] other = {2};
    assertFails(() -> vfs().setxattr(su(), file, COLOUR, other, XattrHow.CREATE), Errno.EEXIST);
    assertThat(vfs().getxattr(su(), file, COLOUR)).isEqualTo(value);
    vfs().setxattr(su(), file, COLOUR, other, XattrHow.REPLACE);
    assertThat(vfs().getxattr(su(), file, COLOUR)).isEqualTo(other);
  }

  @Test
  void namesAreListed() throws Exception {
    needs(Feature.XATTR);
    Node file = place().file("f");
    XattrName odd = XattrName.of(new byte[] {'u', 's', 'e', 'r', '.', '/', ' ', (byte) 0xff});
    XattrName longest = name("user." + "x".repeat(XattrName.MAX - 5));
    for (XattrName each : List.of(COLOUR, TASTE, odd, longest)) {
      set(file, each, "value");
    }
    assertThat(list(file)).containsExactlyInAnyOrder(COLOUR, TASTE, odd, longest);
    assertThat(get(file, odd)).isEqualTo("value");
    vfs().removexattr(su(), file, TASTE);
    assertThat(list(file)).containsExactlyInAnyOrder(COLOUR, odd, longest);
  }

  @Test
  void onlyFilesAndDirectoriesHaveThem() throws Exception {
    needs(Feature.XATTR);
    needsSymbolicLinks();
    needsSpecialFiles();
    Node file = place().file("f");
    set(file, COLOUR, "red");
    for (Node node : List.of(place().symlink("s", "f"), place().fifo("p"))) {
      assertFails(() -> set(node, COLOUR, "blue"), Errno.EPERM);
      assertFails(() -> vfs().removexattr(su(), node, COLOUR), Errno.EPERM);
      assertFails(() -> get(node, COLOUR), Errno.ENODATA);
      assertThat(list(node)).isEmpty();
    }
    assertThat(get(file, COLOUR)).isEqualTo("red");
  }

  @Test
  void theMachinesOwnAreNotOffered() throws Exception {
    needs(Feature.XATTR);
    Node file = place().file("f");
    for (String each :
        List.of("security.capability", "trusted.x", "system.x", "other.x", "user.", "user", "x")) {
      assertFails(() -> set(file, name(each), "value"), Errno.ENOTSUP);
      assertFails(() -> get(file, name(each)), Errno.ENOTSUP);
      assertFails(() -> vfs().removexattr(su(), file, name(each)), Errno.ENOTSUP);
    }
    assertThat(list(file)).isEmpty();
  }

  @Test
  void largeValuesAreKeptWholeOrNotAtAll() throws Exception {
    needs(Feature.XATTR);
    Node file = place().file("f");
    byte[] value = new byte[Vfs.XATTR_MAX];
    Arrays.fill(value, (byte) 7);
    try {
      vfs().setxattr(su(), file, COLOUR, value, XattrHow.EITHER);
      assertThat(Arrays.equals(vfs().getxattr(su(), file, COLOUR), value)).isTrue();
    } catch (ErrnoException e) {
      assertThat(e.errno()).isIn(Errno.ENOSPC, Errno.EDQUOT);
      assertFails(() -> get(file, COLOUR), Errno.ENODATA);
    }
    byte[] longer = new byte[Vfs.XATTR_MAX + 1];
    assertFails(() -> vfs().setxattr(su(), file, TASTE, longer, XattrHow.EITHER), Errno.ERANGE);
  }

  @Test
  void settingAndRemovingAreChangesOfAttributes() throws Exception {
    needs(Feature.XATTR);
    Node file = place().file("f", "hello");
    waitForTick(file);
    Attributes before = place().stat(file);
    Change set = set(file, COLOUR, "red");
    Attributes between = place().stat(file);
    assertTells(set, before, between);
    assertThat(between.ctime()).isGreaterThan(before.ctime());
    assertThat(between.mtime()).isEqualTo(before.mtime());
    waitForTick(file);
    Change removed = vfs().removexattr(su(), file, COLOUR);
    assertTells(removed, between, place().stat(file));
    assertThat(place().stat(file).ctime()).isGreaterThan(between.ctime());
  }

  @Test
  void theyGoByTheRightsToTheData() throws Exception {
    needs(Feature.XATTR);
    needsIdentities();
    Node file = place().as(ALICE).file("f", 0640);
    byte[] value = {1};
    vfs().setxattr(ALICE, file, COLOUR, value, XattrHow.EITHER);
    assertThat(vfs().getxattr(BOB, file, COLOUR)).isEqualTo(value);
    assertFails(() -> vfs().setxattr(BOB, file, COLOUR, value, XattrHow.EITHER), Errno.EACCES);
    assertFails(() -> vfs().removexattr(BOB, file, COLOUR), Errno.EACCES);
    assertFails(() -> vfs().getxattr(CAROL, file, COLOUR), Errno.EACCES);
    for (Caller each : List.of(ALICE, BOB, CAROL, su())) {
      assertThat(vfs().listxattr(each, file)).containsExactly(COLOUR);
    }
  }

  @Test
  void thoseOfAStickyDirectoryAreItsOwners() throws Exception {
    needs(Feature.XATTR);
    needsIdentities();
    Node directory = place().as(ALICE).mkdir("d");
    place().as(ALICE).chmod(directory, 01777);
    byte[] value = {1};
    assertFails(() -> vfs().setxattr(BOB, directory, COLOUR, value, XattrHow.EITHER), Errno.EPERM);
    vfs().setxattr(ALICE, directory, COLOUR, value, XattrHow.EITHER);
    assertThat(vfs().getxattr(BOB, directory, COLOUR)).isEqualTo(value);
  }

  @Test
  void theyBelongToTheFileAndNotToAName() throws Exception {
    needs(Feature.XATTR);
    needsHardLinks();
    Node file = place().file("f");
    set(file, COLOUR, "red");
    place().link(file, "g");
    place().rename("f", "h");
    assertThat(get(place().find("g"), COLOUR)).isEqualTo("red");
    place().unlink("g");
    place().unlink("h");
    assertThat(list(place().file("f"))).isEmpty();
    assertFails(() -> get(file, COLOUR), Errno.ESTALE);
  }

  @Test
  void openFilesWithoutANameKeepThem() throws Exception {
    needs(Feature.XATTR);
    try (OpenFile file = place().openNew("f")) {
      set(file.node(), COLOUR, "red");
      place().unlink("f");
      assertThat(get(file.node(), COLOUR)).isEqualTo("red");
      set(file.node(), TASTE, "sweet");
      assertThat(list(file.node())).containsExactlyInAnyOrder(COLOUR, TASTE);
    }
  }

  @Test
  void badNamesAreRefused() {
    assertFails(() -> XattrName.of(""), Errno.ERANGE);
    assertFails(() -> XattrName.of("user." + "x".repeat(XattrName.MAX - 4)), Errno.ERANGE);
    assertFails(() -> XattrName.of("user.\0"), Errno.EINVAL);
  }
}
