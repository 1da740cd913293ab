package dev.byway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.byway.base.ErrnoException;
import dev.byway.cli.room.Place;
import dev.byway.cli.room.Rooms;
import dev.byway.vfs.Attributes;
import dev.byway.vfs.CreateHow;
import dev.byway.vfs.OpenFile;
import dev.byway.vfs.OpenHow;
import dev.byway.vfs.SetAttributes;
import dev.byway.vfs.Stability;
import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The commands on two rooms in memory, `one:` and `two:`.
class RoomCommandsTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final MemoryRooms memory = new MemoryRooms();
  private final Rooms rooms =
      new Rooms(memory).with("one", unclosed()).with("two", unclosed()).with("big", unclosed());

  private Rooms.Opener unclosed() {
    return new Rooms.Opener() {
      @Override
      public Place open(String text) throws ErrnoException {
        return memory.open(text);
      }

      @Override
      public void close() {}
    };
  }

  @AfterEach
  void close() {
    rooms.close();
  }

  private int byway(String... args) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    bytes.reset();
    return Main.run(
        new Session(new PrintWriter(out), new PrintWriter(err), bytes, false, rooms), args);
  }

  private void file(String place, byte[] content) throws ErrnoException {
    Place at = memory.open(place);
    var how = new CreateHow.Unchecked(SetAttributes.ofMode(0640).withSize(0L));
    var created = at.vfs().create(at.caller(), at.directory(), at.name(), how, OpenHow.WRITE);
    try (OpenFile file = Objects.requireNonNull(created.file())) {
      ByteBuffer buffer = ByteBuffer.wrap(content);
      while (buffer.hasRemaining()) {
        file.write(at.caller(), buffer, buffer.position(), Stability.FILE_SYNC);
      }
    }
  }

  private void file(String place, String content) throws ErrnoException {
    file(place, content.getBytes(StandardCharsets.UTF_8));
  }

  private void link(String place, String target) throws ErrnoException {
    Place at = memory.open(place);
    at.vfs()
        .symlink(
            at.caller(),
            at.directory(),
            at.name(),
            target.getBytes(StandardCharsets.UTF_8),
            SetAttributes.NONE);
  }

  private String cat(String place) {
    assertThat(byway("cat", place)).as(err.toString()).isZero();
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void lsListsByNameAndHidesDotNames() throws Exception {
    file("one:/b", "");
    file("one:/a", "");
    file("one:/.hidden", "");
    assertThat(byway("ls", "one:/")).isZero();
    assertThat(out.toString()).isEqualTo("a\nb\n");
    assertThat(byway("ls", "-a", "one:/")).isZero();
    assertThat(out.toString()).isEqualTo(".hidden\na\nb\n");
  }

  @Test
  void lsShowsDetailsAndLinkTargets() throws Exception {
    file("one:/file", "hello");
    link("one:/link", "file");
    assertThat(byway("ls", "-l", "one:/")).isZero();
    assertThat(out.toString().lines().toList())
        .satisfiesExactly(
            line -> assertThat(line).startsWith("-rw-r-----").contains(" 5 ").endsWith(" file"),
            line -> assertThat(line).startsWith("l").endsWith(" link -> file"));
  }

  @Test
  void aNameThatWouldFoolTheTerminalIsShownByItsBytes() throws Exception {
    file("one:/a\u001b[2J", "");
    assertThat(byway("ls", "one:/")).isZero();
    assertThat(out.toString()).isEqualTo("a\\x1b[2J\n");
  }

  @Test
  void aMissingPlaceFailsTheCommandButNotTheOthers() throws Exception {
    file("one:/here", "");
    assertThat(byway("ls", "one:/gone", "one:/here")).isEqualTo(1);
    assertThat(err.toString()).isEqualTo("byway ls: one:/gone: No such file or directory\n");
    assertThat(out.toString()).isEqualTo("one:/here\n");
  }

  @Test
  void anUnknownKindOfRoomIsExplained() {
    assertThat(byway("ls", "http://x")).isEqualTo(1);
    assertThat(err.toString()).contains("no rooms are called 'http:'");
  }

  @Test
  void cpCopiesEveryByteOfALargeFileToAnotherRoom() throws Exception {
    byte[] content = new byte[9 * (1 << 20) + 17];
    new Random(3).nextBytes(content);
    file("one:/large", content);
    assertThat(byway("cp", "one:/large", "two:/copy")).as(err.toString()).isZero();
    assertThat(byway("cat", "two:/copy")).isZero();
    assertThat(bytes.toByteArray()).isEqualTo(content);
    byway("ls", "-a", "two:/");
    assertThat(out.toString()).isEqualTo("copy\n");
  }

  @Test
  void cpPutsFilesIntoADirectoryThatIsThere() throws Exception {
    file("one:/f", "x");
    byway("mkdir", "two:/d");
    assertThat(byway("cp", "one:/f", "two:/d")).isZero();
    assertThat(cat("two:/d/f")).isEqualTo("x");
  }

  @Test
  void cpWithoutRecursionRefusesDirectories() {
    byway("mkdir", "one:/d");
    assertThat(byway("cp", "one:/d", "two:/e")).isEqualTo(1);
    assertThat(err.toString()).contains("one:/d: Is a directory");
  }

  @Test
  void cpOfATreeKeepsLinksAndModes() throws Exception {
    byway("mkdir", "-p", "one:/t/deep/er");
    file("one:/t/deep/er/f", "x");
    link("one:/t/deep/l", "er/f");
    assertThat(byway("cp", "-r", "one:/t", "two:/t")).as(err.toString()).isZero();
    assertThat(byway("tree", "two:/t")).isZero();
    assertThat(out.toString())
        .isEqualTo(
            """
            two:/t
            └── deep
                ├── er
                │   └── f
                └── l -> er/f

            2 directories, 2 files
            """);
    assertThat(cat("two:/t/deep/l")).isEqualTo("x");
    byway("ls", "-l", "two:/t/deep/er");
    assertThat(out.toString()).startsWith("-rw-r-----");
  }

  @Test
  void cpOfATreeIntoItselfEnds() throws Exception {
    byway("mkdir", "-p", "one:/t/sub");
    file("one:/t/f", "x");
    assertThat(byway("cp", "-r", "one:/t", "one:/t/sub")).isEqualTo(1);
    assertThat(err.toString()).contains("copied into itself");
    assertThat(cat("one:/t/sub/t/f")).isEqualTo("x");
  }

  /// Else whoever copies somebody's program would let everybody run it as himself.
  @Test
  void cpLeavesSetIdBitsToTheOwnerTheyWereFor() throws Exception {
    file("one:/program", "x");
    Place program = memory.open("one:/program");
    SetAttributes setId = SetAttributes.ofMode(06755);
    program.vfs().setattr(program.caller(), program.find().node(), setId, null, false);

    assertThat(byway("cp", "one:/program", "two:/copy")).as(err.toString()).isZero();
    assertThat(byway("cp", "-p", "one:/program", "two:/same")).as(err.toString()).isZero();

    assertThat(memory.open("two:/copy").find().attributes().mode()).isEqualTo(0755);
    assertThat(memory.open("two:/same").find().attributes().mode()).isEqualTo(06755);
  }

  @Test
  void cpOverAFileReplacesIt() throws Exception {
    file("one:/new", "new");
    file("two:/old", "old and longer");
    assertThat(byway("cp", "one:/new", "two:/old")).isZero();
    assertThat(cat("two:/old")).isEqualTo("new");
  }

  @Test
  void cpThatFailsLeavesWhatWasThere() throws Exception {
    file("two:/old", "old");
    assertThat(byway("cp", "one:/gone", "two:/old")).isEqualTo(1);
    assertThat(cat("two:/old")).isEqualTo("old");
    byway("ls", "-a", "two:/");
    assertThat(out.toString()).isEqualTo("old\n");
  }

  @Test
  void cpPreservesTimesWhenAsked() throws Exception {
    file("one:/f", "x");
    Place at = memory.open("one:/f");
    var time = new SetAttributes.SetTime.At(981_173_106L * Attributes.SECOND + 5);
    at.vfs()
        .setattr(at.caller(), at.find().node(), SetAttributes.NONE.withMtime(time), null, false);
    assertThat(byway("cp", "-p", "one:/f", "two:/f")).isZero();
    assertThat(memory.open("two:/f").find().attributes().mtime()).isEqualTo(time.time());
  }

  @Test
  void severalThingsNeedADirectoryToGoTo() throws Exception {
    file("one:/a", "");
    file("one:/b", "");
    assertThat(byway("cp", "one:/a", "one:/b", "two:/c")).isEqualTo(2);
    assertThat(err.toString()).contains("two:/c is none").contains("byway cp --help");
  }

  @Test
  void mvRenamesWithinARoom() throws Exception {
    file("one:/a", "x");
    assertThat(byway("mv", "one:/a", "one:/b")).isZero();
    assertThat(cat("one:/b")).isEqualTo("x");
    assertThat(byway("stat", "one:/a")).isEqualTo(1);
  }

  @Test
  void mvBetweenRoomsCopiesAndRemoves() throws Exception {
    byway("mkdir", "one:/d");
    file("one:/d/a", "x");
    assertThat(byway("mv", "one:/d", "two:/e")).as(err.toString()).isZero();
    assertThat(cat("two:/e/a")).isEqualTo("x");
    byway("ls", "one:/");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void rmNeedsToBeToldForDirectoriesAndNeverFollowsLinks() throws Exception {
    byway("mkdir", "-p", "one:/d/e");
    file("one:/d/e/f", "");
    file("one:/safe", "safe");
    link("one:/d/l", "../safe");
    assertThat(byway("rm", "one:/d")).isEqualTo(1);
    assertThat(byway("rm", "-r", "one:/d")).as(err.toString()).isZero();
    byway("ls", "one:/");
    assertThat(out.toString()).isEqualTo("safe\n");
    assertThat(byway("rm", "one:/d")).isEqualTo(1);
    assertThat(byway("rm", "-f", "one:/d")).isZero();
  }

  @Test
  void mkdirMakesParentsWhenAskedAndTakesAMode() {
    assertThat(byway("mkdir", "one:/a/b")).isEqualTo(1);
    assertThat(byway("mkdir", "-p", "-m", "750", "one:/a/b")).isZero();
    assertThat(byway("mkdir", "-p", "one:/a/b")).isZero();
    assertThat(byway("mkdir", "one:/a/b")).isEqualTo(1);
    byway("ls", "-ld", "one:/a/b");
    assertThat(out.toString()).startsWith("drwxr-x---");
    assertThat(byway("mkdir", "-m", "999", "one:/x")).isEqualTo(2);
  }

  @Test
  void statShowsTypeSizeAndMode() throws Exception {
    file("one:/f", "hello");
    assertThat(byway("stat", "one:/f")).isZero();
    assertThat(out.toString()).contains("regular file").contains("size  5 ").contains("0640");
  }

  @Test
  void dfShowsARowForEachPlace() {
    assertThat(byway("df", "one:/", "two:/")).isZero();
    assertThat(out.toString().lines()).hasSize(3);
  }

  @Test
  void aLoopOfLinksIsTold() throws Exception {
    link("one:/a", "b");
    link("one:/b", "a");
    assertThat(byway("cat", "one:/a")).isEqualTo(1);
    assertThat(err.toString()).contains("Too many levels of symbolic links");
  }

  @Test
  void aDirectoryOfManyEntriesIsListedWhole() throws Exception {
    for (int i = 0; i < 3000; i++) {
      file("big:/" + i, "");
    }
    assertThat(byway("ls", "-U", "big:/")).isZero();
    assertThat(out.toString().lines().distinct()).hasSize(3000);
  }
}
