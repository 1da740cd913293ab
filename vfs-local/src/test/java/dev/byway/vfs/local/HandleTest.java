package dev.byway.vfs.local;

import static dev.byway.vfs.testkit.Failures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.vfs.Caller;
import dev.byway.vfs.Node;
import dev.byway.vfs.OpenHow;
import dev.byway.vfs.testkit.Place;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(120)
class HandleTest {
  private @Nullable Rooms rooms;
  private @Nullable LocalVfs vfs;

  private Place room(RoomMaker.Mode mode) throws Exception {
    rooms = Rooms.onDisk(mode);
    return again();
  }

  /// The same room anew, as after a restart.
  private Place again() throws Exception {
    if (vfs != null) {
      vfs.close();
    }
    LocalVfs opened = rooms().open();
    vfs = opened;
    return new Place(opened, Caller.ROOT, opened.root());
  }

  private Rooms rooms() {
    return java.util.Objects.requireNonNull(rooms);
  }

  private Path path(String name) {
    return rooms().exported().resolve(name);
  }

  @AfterEach
  void close() throws Exception {
    if (vfs != null) {
      vfs.close();
    }
    if (rooms != null) {
      rooms.close();
    }
  }

  private static Node resolve(Place place, Node node) throws ErrnoException {
    return place.vfs().resolve(place.caller(), node.handle());
  }

  private static void assertStale(Place place, Node node) {
    assertThatThrownBy(() -> resolve(place, node))
        .isInstanceOfSatisfying(
            ErrnoException.class, e -> assertThat(e.errno()).isEqualTo(Errno.ESTALE));
  }

  @ParameterizedTest
  @EnumSource(RoomMaker.Mode.class)
  void deepFilesAreFoundAfterARestart(RoomMaker.Mode mode) throws Exception {
    Place place = room(mode);
    Place deep = place.inNew("a").inNew("b").inNew("c");
    Node file = deep.file("f", "text");
    Node link = deep.symlink("l", "f");
    Place anew = again();
    assertThat(anew.content(resolve(anew, file))).isEqualTo("text");
    assertThat(resolve(anew, link).handle()).isEqualTo(link.handle());
    assertThat(anew.in(resolve(anew, deep.here())).names()).containsExactlyInAnyOrder("f", "l");
  }

  @ParameterizedTest
  @EnumSource(RoomMaker.Mode.class)
  void aRemovedFileThatOnlyOthersHaveOpenIsGone(RoomMaker.Mode mode) throws Exception {
    Place place = room(mode);
    Node file = place.file("f", "text");
    try (var other = FileChannel.open(path("f"))) {
      place.unlink("f");
      assertThat(other.size()).isEqualTo(4);
      assertFails(() -> place.open(file, OpenHow.READ), Errno.ESTALE);
      assertStale(place, file);
    }
  }

  @ParameterizedTest
  @EnumSource(RoomMaker.Mode.class)
  void ourRenamesAreFollowed(RoomMaker.Mode mode) throws Exception {
    Place place = room(mode);
    Place from = place.inNew("from");
    Place to = place.inNew("to");
    Node file = from.file("f", "text");
    Node below = from.inNew("d").file("below", "deep");
    place.vfs().rename(place.caller(), from.here(), Place.name("f"), to.here(), Place.name("g"));
    place.vfs().rename(place.caller(), from.here(), Place.name("d"), to.here(), Place.name("e"));
    from.file("f", "another");
    Place anew = again();
    assertThat(anew.content(resolve(anew, file))).isEqualTo("text");
    assertThat(anew.content(resolve(anew, below))).isEqualTo("deep");
  }

  @ParameterizedTest
  @EnumSource(RoomMaker.Mode.class)
  void aRenameBySomebodyElseIsFollowedInTheSameDirectory(RoomMaker.Mode mode) throws Exception {
    Place place = room(mode);
    Node file = place.file("f", "text");
    Files.move(path("f"), path("moved"));
    Files.writeString(path("f"), "not it");
    Place anew = again();
    assertThat(anew.content(resolve(anew, file))).isEqualTo("text");
  }

  @ParameterizedTest
  @EnumSource(RoomMaker.Mode.class)
  void anotherFileUnderTheNameIsNeverTakenForIt(RoomMaker.Mode mode) throws Exception {
    Place place = room(mode);
    Node file = place.file("f", "text");
    for (int i = 0; i < 50; i++) {
      // the file system gives the number away again, sooner or later
      Files.delete(path("f"));
      Files.writeString(path("f"), "another");
      place = again();
      assertStale(place, file);
    }
  }

  @ParameterizedTest
  @EnumSource(RoomMaker.Mode.class)
  void aHardLinkIsFoundUnderTheNameThatIsLeft(RoomMaker.Mode mode) throws Exception {
    Place place = room(mode);
    Node file = place.file("f", "text");
    Place other = place.inNew("d");
    other.link(file, "g");
    place.unlink("f");
    Place anew = again();
    assertThat(anew.content(resolve(anew, file))).isEqualTo("text");
    anew.in(resolve(anew, other.here())).unlink("g");
    assertStale(anew, file);
  }

  @ParameterizedTest
  @EnumSource(RoomMaker.Mode.class)
  void whatIsNoHandleIsRefused(RoomMaker.Mode mode) throws Exception {
    Place place = room(mode);
    byte[] good = place.file("f", "text").handle();
    for (byte[] bad :
        List.of(new byte[0], new byte[1], new byte[40], new byte[41], "garbage".getBytes(UTF_8))) {
      assertThatThrownBy(() -> place.vfs().resolve(place.caller(), bad))
          .isInstanceOfSatisfying(
              ErrnoException.class, e -> assertThat(e.errno()).isEqualTo(Errno.EBADF));
    }
    for (int i = 0; i < good.length; i++) {
      byte[] bent = good.clone();
      bent[i] ^= 1;
      assertThatThrownBy(() -> place.vfs().resolve(place.caller(), bent))
          .isInstanceOfSatisfying(
              ErrnoException.class, e -> assertThat(e.errno()).isIn(Errno.EBADF, Errno.ESTALE));
    }
  }

  private static final java.nio.charset.Charset UTF_8 = StandardCharsets.UTF_8;

  @Test
  void theStateDirectoryBelongsToOneRoom() throws Exception {
    room(RoomMaker.Mode.AS_SELF);
    assertThatThrownBy(() -> rooms().open())
        .isInstanceOfSatisfying(
            ErrnoException.class, e -> assertThat(e.errno()).isEqualTo(Errno.EBUSY));
  }

  @Test
  void aLostIndexIsMadeAgainFromTheTree() throws Exception {
    Place place = room(RoomMaker.Mode.AS_SELF);
    Node file = place.inNew("a").inNew("b").file("f", "text");
    java.util.Objects.requireNonNull(vfs).close();
    // as after a power failure: it was running, on another boot, and the store is no good
    Files.writeString(rooms().state().resolve("running"), "another boot");
    Files.writeString(rooms().state().resolve("locations.mv"), "garbage ".repeat(2000));
    Place anew = again();
    assertThat(anew.content(resolve(anew, file))).isEqualTo("text");
  }

  @Test
  void handlesSurviveAKilledServer() throws Exception {
    rooms = Rooms.onDisk(RoomMaker.Mode.AS_SELF);
    List<String> handles = new ArrayList<>();
    Process child =
        new ProcessBuilder(
                System.getProperty("java.home") + "/bin/java",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                HandleGiver.class.getName(),
                rooms().exported().toString(),
                rooms().state().toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (var out = new BufferedReader(new InputStreamReader(child.getInputStream(), UTF_8))) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        handles.add(line);
        if (handles.size() == 5000) {
          // in the middle of its work
          child.toHandle().destroyForcibly();
        }
      }
    } finally {
      child.destroyForcibly().waitFor();
    }
    assertThat(handles).hasSizeGreaterThanOrEqualTo(5000);
    if (handles.getLast().length() != handles.getFirst().length()) {
      handles.removeLast();
    }
    Place anew = again();
    for (String handle : handles) {
      Node node = anew.vfs().resolve(anew.caller(), HexFormat.of().parseHex(handle));
      assertThat(node.handle()).isEqualTo(HexFormat.of().parseHex(handle));
    }
  }

  /// Makes files and moves them, and tells their handles, until it is killed.
  static final class HandleGiver {
    private HandleGiver() {}

    public static void main(String[] args) throws Exception {
      LocalVfs vfs =
          RoomMaker.open(
              Path.of(args[0]),
              new LocalVfs.Options(Path.of(args[1]), false),
              RoomMaker.Mode.AS_SELF);
      Place root = new Place(vfs, Caller.ROOT, vfs.root());
      for (int i = 0; ; i++) {
        Place dir = root.inNew("d" + i);
        for (int j = 0; j < 100; j++) {
          Node node = dir.file("f" + j);
          if (j % 3 == 0) {
            dir.rename("f" + j, "moved" + j);
          }
          System.out.println(HexFormat.of().formatHex(node.handle()));
        }
        System.out.flush();
      }
    }
  }
}
