package dev.byway.vfs.testkit;

import static dev.byway.vfs.testkit.Failures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.vfs.Attributes;
import dev.byway.vfs.CreateHow;
import dev.byway.vfs.Created;
import dev.byway.vfs.FileType;
import dev.byway.vfs.Node;
import dev.byway.vfs.OpenFile;
import dev.byway.vfs.OpenHow;
import dev.byway.vfs.SetAttributes;
import dev.byway.vfs.SetAttributes.SetTime;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// Making files: what is made, and what happens where the name is taken.
abstract class CreateContract extends Chapter {
  private static final long VERIFIER = 0x1234_5678_1abc_def0L;

  @Test
  void newFileIsEmptyAndFresh() throws Exception {
    Created made = place().create("f", new CreateHow.Guarded(SetAttributes.ofMode(0640)));
    assertThat(made.fresh()).isTrue();
    assertThat(made.file()).isNull();
    Attributes told = made.entry().attributes();
    assertThat(told.type()).isEqualTo(FileType.REGULAR);
    assertThat(told.mode()).isEqualTo(0640);
    assertThat(told.nlink()).isEqualTo(1);
    assertThat(told.size()).isZero();
    assertThat(told).isEqualTo(place().stat(made.entry().node()));
    assertThat(place().find("f")).isEqualTo(made.entry().node());
  }

  @Test
  void attributesAreSetInTheSameStep() throws Exception {
    SetAttributes wanted =
        SetAttributes.ofMode(0604)
            .withSize(12L)
            .withAtime(new SetTime.At(1_000_000_000_123_456_000L))
            .withMtime(new SetTime.At(1_100_000_000_654_321_000L));
    Attributes made = place().create("f", new CreateHow.Guarded(wanted)).entry().attributes();
    assertThat(made.mode()).isEqualTo(0604);
    assertThat(made.size()).isEqualTo(12);
    assertThat(made.atime()).isEqualTo(1_000_000_000_123_456_000L);
    assertThat(made.mtime()).isEqualTo(1_100_000_000_654_321_000L);
  }

  @Test
  void superuserMakesFilesForOthers() throws Exception {
    needsIdentities();
    SetAttributes owner = SetAttributes.ofMode(0600).withUid(1001).withGid(2001);
    Attributes made = place().create("f", new CreateHow.Guarded(owner)).entry().attributes();
    assertThat(made.uid()).isEqualTo(1001);
    assertThat(made.gid()).isEqualTo(2001);
    Attributes directory =
        vfs().mkdir(su(), place().here(), Place.name("d"), owner).entry().attributes();
    assertThat(directory.uid()).isEqualTo(1001);
    assertThat(directory.gid()).isEqualTo(2001);
  }

  @Test
  void guardedCreateRefusesAnyTakenName() throws Exception {
    takeNames();
    var how = new CreateHow.Guarded(SetAttributes.ofMode(0600).withSize(0L));
    for (String name : place().names()) {
      assertFails(() -> place().create(name, how), Errno.EEXIST);
    }
    assertThat(place().content(place().find("file"))).isEqualTo("hello");
    assertThat(place().stat(place().find("file")).mode()).isEqualTo(0644);
  }

  @Test
  void uncheckedCreateTakesARegularFileAsItIs() throws Exception {
    Node there = place().file("f", "hello");
    Created taken = place().create("f", new CreateHow.Unchecked(SetAttributes.ofMode(0600)));
    assertThat(taken.fresh()).isFalse();
    assertThat(taken.entry().node()).isEqualTo(there);
    assertThat(taken.entry().attributes().mode()).isEqualTo(0644);
    assertThat(place().content(there)).isEqualTo("hello");
  }

  @Test
  void uncheckedCreateWithASizeTruncates() throws Exception {
    Node there = place().file("f", "hello");
    var how = new CreateHow.Unchecked(SetAttributes.ofMode(0600).withSize(0L));
    Created taken = place().create("f", how);
    assertThat(taken.fresh()).isFalse();
    assertThat(taken.entry().attributes().size()).isZero();
    assertThat(place().stat(there).size()).isZero();
    assertThat(place().stat(there).mode()).isEqualTo(0644);
  }

  @Test
  void uncheckedCreateMakesWhatIsMissing() throws Exception {
    Created made = place().create("f", new CreateHow.Unchecked(SetAttributes.ofMode(0600)));
    assertThat(made.fresh()).isTrue();
    assertThat(made.entry().attributes().mode()).isEqualTo(0600);
  }

  @Test
  void uncheckedCreateRefusesWhatIsNoRegularFile() throws Exception {
    takeNames();
    var how = new CreateHow.Unchecked(SetAttributes.NONE);
    assertFails(() -> place().create("directory", how), Errno.EISDIR);
    if (can().symbolicLinks()) {
      assertFails(() -> place().create("link", how), Errno.EEXIST);
      assertThat(place().has("nowhere")).isFalse();
    }
    if (can().specialFiles()) {
      assertFails(() -> place().create("fifo", how), Errno.EEXIST);
    }
  }

  @Test
  void exclusiveCreateMayBeRepeated() throws Exception {
    Created first = place().create("f", new CreateHow.Exclusive(VERIFIER));
    Created again = place().create("f", new CreateHow.Exclusive(VERIFIER));
    assertThat(first.fresh()).isTrue();
    assertThat(again.entry().node()).isEqualTo(first.entry().node());
  }

  @Test
  void exclusiveCreateWithAnotherVerifierFails() throws Exception {
    place().create("f", new CreateHow.Exclusive(VERIFIER));
    for (long other : new long[] {VERIFIER + 1, VERIFIER ^ 1L << 32, 0, -1}) {
      assertFails(() -> place().create("f", new CreateHow.Exclusive(other)), Errno.EEXIST);
    }
  }

  @Test
  void exclusiveCreateOverSomethingElseFails() throws Exception {
    takeNames();
    for (String name : place().names()) {
      assertFails(() -> place().create(name, new CreateHow.Exclusive(VERIFIER)), Errno.EEXIST);
    }
  }

  @Test
  void exclusiveCreateIsOverOnceTheClientSetsTheTimes() throws Exception {
    Created made = place().create("f", new CreateHow.Exclusive(VERIFIER));
    SetAttributes real = SetAttributes.ofMode(0644).withAtime(SetTime.NOW).withMtime(SetTime.NOW);
    place().set(made.entry().node(), real);
    assertFails(() -> place().create("f", new CreateHow.Exclusive(VERIFIER)), Errno.EEXIST);
  }

  @Test
  void exclusiveCreateWithAnyVerifierBitsCanBeRepeated() throws Exception {
    for (long verifier : new long[] {0, -1, Long.MIN_VALUE, 1L << 31, 1L << 63 | 1L << 31}) {
      String name = "f" + Long.toHexString(verifier);
      Created first = place().create(name, new CreateHow.Exclusive(verifier));
      Created again = place().create(name, new CreateHow.Exclusive(verifier));
      assertThat(again.entry().node()).isEqualTo(first.entry().node());
    }
  }

  @Test
  void createOpensInOneStepWhateverTheMode() throws Exception {
    needsIdentities();
    Place alice = place().as(ALICE);
    var how = new CreateHow.Guarded(SetAttributes.ofMode(0444));
    try (OpenFile file = createAndOpen(alice, "f", how, OpenHow.READ_WRITE)) {
      alice.write(file, 0, "hello");
      assertThat(alice.content(file)).isEqualTo("hello");
    }
    Node node = alice.find("f");
    assertThat(alice.stat(node).mode()).isEqualTo(0444);
    assertFails(() -> alice.open(node, OpenHow.WRITE), Errno.EACCES);
  }

  @Test
  void exclusiveCreateOpensAlsoWhenRepeated() throws Exception {
    needsIdentities();
    Place alice = place().as(ALICE);
    var how = new CreateHow.Exclusive(VERIFIER);
    createAndOpen(alice, "f", how, OpenHow.READ_WRITE).close();
    try (OpenFile file = createAndOpen(alice, "f", how, OpenHow.READ_WRITE)) {
      alice.write(file, 0, "hello");
      assertThat(alice.content(file)).isEqualTo("hello");
    }
  }

  @Test
  void createOpensWhatWasThereOnlyWithPermission() throws Exception {
    needsIdentities();
    place().file("f", 0600);
    var how = new CreateHow.Unchecked(SetAttributes.NONE);
    assertFails(() -> createAndOpen(place().as(ALICE), "f", how, OpenHow.READ), Errno.EACCES);
    try (OpenFile file = createAndOpen(place(), "f", how, OpenHow.READ)) {
      assertThat(file.how()).isEqualTo(OpenHow.READ);
    }
  }

  @Test
  void createTruncatesWhatWasThereOnlyWithPermission() throws Exception {
    needsIdentities();
    Node node = place().file("f", "hello");
    var how = new CreateHow.Unchecked(SetAttributes.ofSize(0));
    assertFails(() -> place().as(ALICE).create("f", how), Errno.EACCES);
    assertThat(place().content(node)).isEqualTo("hello");
  }

  @Test
  void mkdirAndMknodAndSymlinkRefuseTakenNames() throws Exception {
    takeNames();
    for (String name : place().names()) {
      assertFails(() -> place().mkdir(name), Errno.EEXIST);
      if (can().symbolicLinks()) {
        assertFails(() -> place().symlink(name, "x"), Errno.EEXIST);
      }
      if (can().specialFiles()) {
        assertFails(() -> place().fifo(name), Errno.EEXIST);
      }
    }
    assertThat(place().content(place().find("file"))).isEqualTo("hello");
  }

  @Test
  void specialFilesKeepTheirTypeAndDevice() throws Exception {
    needsSpecialFiles();
    needsIdentities();
    assertDevice(place().mknod("c", FileType.CHARACTER, 5, 259), FileType.CHARACTER, 5, 259);
    assertDevice(place().mknod("b", FileType.BLOCK, 259, 70_000), FileType.BLOCK, 259, 70_000);
    assertDevice(place().mknod("p", FileType.FIFO, 0, 0), FileType.FIFO, 0, 0);
    assertDevice(place().mknod("s", FileType.SOCKET, 0, 0), FileType.SOCKET, 0, 0);
  }

  private void assertDevice(Node node, FileType type, int major, int minor) throws ErrnoException {
    Attributes attributes = place().stat(node);
    assertThat(attributes.type()).isEqualTo(type);
    assertThat(attributes.rdevMajor()).isEqualTo(major);
    assertThat(attributes.rdevMinor()).isEqualTo(minor);
    assertThat(attributes.mode()).isEqualTo(0644);
    assertThat(attributes.nlink()).isEqualTo(1);
  }

  @Test
  void mknodMakesNothingButSpecialFiles() throws Exception {
    needsSpecialFiles();
    for (FileType type : new FileType[] {FileType.REGULAR, FileType.DIRECTORY, FileType.SYMLINK}) {
      assertFails(() -> place().mknod("n", type, 0, 0), Errno.EINVAL);
    }
    assertThat(place().has("n")).isFalse();
  }

  @Test
  void devicesAreForTheSuperuserAlone() throws Exception {
    needsSpecialFiles();
    needsIdentities();
    Place alice = place().as(ALICE);
    assertFails(() -> alice.mknod("c", FileType.CHARACTER, 1, 3), Errno.EPERM);
    assertFails(() -> alice.mknod("b", FileType.BLOCK, 7, 0), Errno.EPERM);
    alice.fifo("p");
    alice.mknod("s", FileType.SOCKET, 0, 0);
    assertThat(place().names()).containsExactlyInAnyOrder("p", "s");
  }

  private static OpenFile createAndOpen(Place place, String name, CreateHow how, OpenHow open)
      throws ErrnoException {
    Created made = place.vfs().create(place.caller(), place.here(), Place.name(name), how, open);
    return Objects.requireNonNull(made.file());
  }

  private void takeNames() throws ErrnoException {
    place().file("file", "hello");
    place().mkdir("directory");
    if (can().symbolicLinks()) {
      place().symlink("link", "nowhere");
    }
    if (can().specialFiles()) {
      place().fifo("fifo");
    }
  }
}
