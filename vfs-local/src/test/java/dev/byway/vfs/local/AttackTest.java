package dev.byway.vfs.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.linux.Descriptors;
import dev.byway.linux.Names;
import dev.byway.linux.OpenAt;
import dev.byway.linux.Statx;
import dev.byway.vfs.Caller;
import dev.byway.vfs.Entry;
import dev.byway.vfs.FileType;
import dev.byway.vfs.Node;
import dev.byway.vfs.OpenFile;
import dev.byway.vfs.OpenHow;
import dev.byway.vfs.testkit.Place;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Somebody on the same machine who changes the tree while it is served, or a client that lies.
@Timeout(120)
class AttackTest {
  private static final int ROUNDS = 3000;
  private static final String OUTSIDE = "what nobody may see";

  private @Nullable Rooms rooms;
  private @Nullable LocalVfs vfs;

  private Place room(RoomMaker.Mode mode) throws Exception {
    Rooms made = Rooms.onDisk(mode);
    rooms = made;
    Files.createDirectory(outside(made));
    Files.writeString(outside(made).resolve("secret"), OUTSIDE);
    LocalVfs opened = made.open();
    vfs = opened;
    return new Place(opened, Caller.ROOT, opened.root());
  }

  private static Path outside(Rooms rooms) {
    return rooms.state().resolveSibling("outside");
  }

  private Rooms rooms() {
    return java.util.Objects.requireNonNull(rooms);
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

  /// Exchanges two names of the exported directory until closed.
  private final class Swapper implements AutoCloseable {
    private final AtomicBoolean stop = new AtomicBoolean();
    private final Thread thread;
    private volatile int swaps;

    Swapper(String one, String other) throws ErrnoException {
      int dir =
          OpenAt.openat2(
              OpenAt.AT_FDCWD, bytes(rooms().exported().toString()), OpenAt.O_DIRECTORY, 0, 0);
      thread =
          Thread.ofPlatform()
              .start(
                  () -> {
                    try {
                      while (!stop.get()) {
                        Names.renameat2(dir, bytes(one), dir, bytes(other), Names.RENAME_EXCHANGE);
                        swaps++;
                      }
                    } catch (ErrnoException impossible) {
                      throw new AssertionError(impossible);
                    } finally {
                      Descriptors.close(dir);
                    }
                  });
    }

    @Override
    public void close() throws InterruptedException {
      stop.set(true);
      thread.join();
      assertThat(swaps).isPositive();
    }
  }

  @ParameterizedTest
  @EnumSource(RoomMaker.Mode.class)
  void aDirectoryThatTurnsIntoALinkLeadsNowhereElse(RoomMaker.Mode mode) throws Exception {
    Place place = room(mode);
    place.in(place.mkdir("d")).file("inside", "fine");
    Files.createSymbolicLink(rooms().exported().resolve("link"), outside(rooms()));
    int inside = 0;
    try (Swapper swapper = new Swapper("d", "link")) {
      for (int i = 0; i < ROUNDS || inside == 0; i++) {
        Entry d = place.vfs().lookup(place.caller(), place.here(), Place.name("d"));
        if (d.attributes().type() == FileType.DIRECTORY) {
          inside += place.in(d.node()).has("inside") ? 1 : 0;
        }
        mustNotSee(place.in(d.node()), "secret");
      }
    }
  }

  private static void mustNotSee(Place place, String name) throws ErrnoException {
    try {
      place.vfs().lookup(place.caller(), place.here(), Place.name(name));
      fail("a file outside was found");
    } catch (ErrnoException e) {
      assertThat(e.errno()).isIn(Errno.ENOENT, Errno.ENOTDIR);
    }
  }

  @ParameterizedTest
  @EnumSource(RoomMaker.Mode.class)
  void aFileThatTurnsIntoAFifoIsNeverOpenedAsOne(RoomMaker.Mode mode) throws Exception {
    Place place = room(mode);
    place.file("f", "regular");
    place.mknod("fifo", FileType.FIFO, 0, 0);
    int opened = 0;
    try (Swapper swapper = new Swapper("f", "fifo")) {
      // an open of the FIFO would wait for its other end, and run into the time limit
      for (int i = 0; i < ROUNDS || opened == 0; i++) {
        Entry f = place.vfs().lookup(place.caller(), place.here(), Place.name("f"));
        if (f.attributes().type() == FileType.REGULAR) {
          try (OpenFile file = place.open(f.node(), OpenHow.READ)) {
            assertThat(place.content(file)).isEqualTo("regular");
            opened++;
          }
        } else {
          refuses(place, f.node(), Errno.EINVAL);
        }
      }
    }
  }

  private static void refuses(Place place, Node node, Errno errno) {
    for (OpenHow how : new OpenHow[] {OpenHow.READ, OpenHow.WRITE, OpenHow.READ_WRITE}) {
      try (OpenFile file = place.vfs().open(place.caller(), node, how)) {
        fail("it was opened: " + file);
      } catch (ErrnoException e) {
        assertThat(e.errno()).isEqualTo(errno);
      }
      try (var lent = place.vfs().lend(place.caller(), node, how)) {
        fail("it was lent: " + lent);
      } catch (ErrnoException e) {
        assertThat(e.errno()).isEqualTo(errno);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(RoomMaker.Mode.class)
  void specialFilesAreNotOpened(RoomMaker.Mode mode) throws Exception {
    Place place = room(mode);
    refuses(place, place.mknod("fifo", FileType.FIFO, 0, 0), Errno.EINVAL);
    refuses(place, place.mknod("socket", FileType.SOCKET, 0, 0), Errno.EINVAL);
    refuses(place, place.symlink("link", "secret"), Errno.EINVAL);
    refuses(place, place.mkdir("d"), Errno.EISDIR);
    if (mode == RoomMaker.Mode.AS_CALLER) {
      refuses(place, place.mknod("null", FileType.CHARACTER, 1, 3), Errno.EINVAL);
    }
  }

  @ParameterizedTest
  @EnumSource(RoomMaker.Mode.class)
  void exchangedFilesKeepTheirIdentity(RoomMaker.Mode mode) throws Exception {
    Place place = room(mode);
    Node a = place.file("a", "content of a");
    Node b = place.file("b", "content of b");
    try (Swapper swapper = new Swapper("a", "b")) {
      for (int i = 0; i < ROUNDS; i++) {
        Node found = place.find(i % 2 == 0 ? "a" : "b");
        assertThat(found).isIn(a, b);
        try (OpenFile file = place.open(found, OpenHow.READ)) {
          assertThat(place.content(file))
              .isEqualTo(found.equals(a) ? "content of a" : "content of b");
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(RoomMaker.Mode.class)
  void nobodyWalksOutOfTheExportFromADirectoryMovedAway(RoomMaker.Mode mode) throws Exception {
    Place place = room(mode);
    Place below = place.inNew("d").inNew("e");
    Files.move(rooms().exported().resolve("d"), outside(rooms()).resolve("d"));
    for (int i = 0; i < 2; i++) {
      try {
        Entry up = place.vfs().lookup(place.caller(), below.here(), Place.name(".."));
        up = place.vfs().lookup(place.caller(), up.node(), Place.name(".."));
        fail("walked to " + up);
      } catch (ErrnoException e) {
        assertThat(e.errno()).isEqualTo(Errno.ESTALE);
      }
      // and again with nothing in memory
      ageAll();
    }
  }

  private void ageAll() throws InterruptedException {
    Tree tree = java.util.Objects.requireNonNull(vfs).tree();
    for (int i = 0; i < 2 && tree.inodes.size() > 1; i++) {
      tree.inodes.age();
    }
  }

  @ParameterizedTest
  @EnumSource(RoomMaker.Mode.class)
  void theHandleOfADirectoryOutsideIsStale(RoomMaker.Mode mode) throws Exception {
    Place place = room(mode);
    int fd =
        OpenAt.openat2(
            OpenAt.AT_FDCWD, bytes(outside(rooms()).toString()), OpenAt.O_DIRECTORY, 0, 0);
    byte[] forged = FileId.of(fd, Statx.of(fd, Tree.STATX_MASK), true);
    Descriptors.close(fd);
    try {
      fail("found " + place.vfs().resolve(place.caller(), forged));
    } catch (ErrnoException e) {
      assertThat(e.errno()).isEqualTo(Errno.ESTALE);
    }
  }

  @ParameterizedTest
  @EnumSource(RoomMaker.Mode.class)
  void whatIsMountedInTheTreeIsNotServed(RoomMaker.Mode mode) throws Exception {
    Place place = room(mode);
    Node point = place.mkdir("mnt");
    String target = rooms().exported().resolve("mnt").toString();
    assumeTrue(run("mount", "-t", "tmpfs", "none", target) == 0, "needs the right to mount");
    try {
      for (Caller caller : new Caller[] {place.caller(), place.caller().asNowait()}) {
        try {
          fail("found " + place.vfs().lookup(caller, place.here(), Place.name("mnt")));
        } catch (ErrnoException e) {
          assertThat(e.errno()).isIn(Errno.EACCES, Errno.EAGAIN);
        }
      }
      place
          .vfs()
          .readdir(
              place.caller(),
              place.here(),
              0,
              true,
              (name, fileid, cookie, entry) -> {
                assertThat(name.toString().equals("mnt") && entry != null).isFalse();
                return true;
              });
    } finally {
      assertThat(run("umount", target)).isZero();
    }
    assertThat(place.find("mnt")).isEqualTo(point);
  }

  private static int run(String... command) throws Exception {
    return new ProcessBuilder(command).inheritIO().start().waitFor();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
