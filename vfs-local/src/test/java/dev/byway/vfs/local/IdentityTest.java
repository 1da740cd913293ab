package dev.byway.vfs.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.base.ServingThread;
import dev.byway.linux.Credentials;
import dev.byway.linux.Inodes;
import dev.byway.vfs.Access;
import dev.byway.vfs.Attributes;
import dev.byway.vfs.Caller;
import dev.byway.vfs.Node;
import dev.byway.vfs.OpenHow;
import dev.byway.vfs.SetAttributes;
import dev.byway.vfs.testkit.Place;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Acting as the caller: by the kernel's own rules, on threads that serve many.
@Timeout(120)
class IdentityTest {
  private static final Caller ALICE = Caller.of(1001, 2001, new int[] {7001, 7002}, "test");
  private static final Caller BOB = Caller.of(1002, 2002, new int[0], "test");

  private Rooms rooms;
  private LocalVfs vfs;
  private Place place;

  @BeforeEach
  void open() throws Exception {
    rooms = Rooms.onDisk(RoomMaker.Mode.AS_CALLER);
    vfs = rooms.open();
    place = new Place(vfs, Caller.ROOT, vfs.root());
    vfs.setattr(Caller.ROOT, vfs.root(), SetAttributes.ofMode(0777), null, false);
  }

  @AfterEach
  void close() throws Exception {
    if (vfs != null) {
      vfs.close();
      rooms.close();
    }
  }

  @Test
  void theLastOfManyGroupsCounts() throws Exception {
    Caller member = Caller.of(1003, 2003, IntStream.range(5000, 5064).toArray(), "test");
    Node node = place.file("f", 0640);
    vfs.setattr(Caller.ROOT, node, SetAttributes.NONE.withGid(5063), null, false);
    vfs.open(member, node, OpenHow.READ).close();
    assertThat(vfs.access(member, node, Access.ALL)).isEqualTo(Access.READ);
    assertThat(vfs.access(BOB, node, Access.ALL)).isZero();
    assertThatThrownBy(() -> vfs.open(BOB, node, OpenHow.READ))
        .isInstanceOfSatisfying(
            ErrnoException.class, e -> assertThat(e.errno()).isEqualTo(Errno.EACCES));
  }

  @Test
  void aThreadIsItselfAgainAfterEachCall() throws Exception {
    int[] groups = Credentials.getgroups();
    place.as(ALICE).file("f");
    assertThatThrownBy(() -> place.as(BOB).open(place.find("f"), OpenHow.WRITE))
        .isInstanceOf(ErrnoException.class);
    Path mine = Files.createFile(rooms.state().resolve("mine"));
    assertThat(Files.getAttribute(mine, "unix:uid")).isEqualTo(0);
    assertThat(Files.getAttribute(mine, "unix:gid")).isEqualTo(0);
    assertThat(Credentials.getgroups()).isEqualTo(groups);
    assertThat(Credentials.hasCapability(Credentials.CAP_DAC_OVERRIDE)).isTrue();
  }

  @Test
  void aServingThreadServesOneCallerAfterTheOther() throws Exception {
    onThread(
        () -> {
          serveInTurn("serving");
          // who starts with somebody's ids by chance does not act as them by mistake
          return onThread(
              () -> {
                serveInTurn("heir");
                return null;
              });
        });
  }

  private static final class Server extends Thread implements ServingThread {
    Server(Runnable task) {
      super(task);
    }
  }

  private void serveInTurn(String prefix) throws ErrnoException {
    for (int i = 0; i < 20; i++) {
      Caller caller = i % 3 == 0 ? ALICE : i % 3 == 1 ? BOB : Caller.ROOT;
      assertOwned(caller, prefix + i);
    }
  }

  private void assertOwned(Caller caller, String name) throws ErrnoException {
    Attributes made = vfs.getattr(caller, place.as(caller).file(name));
    assertThat(made.uid()).isEqualTo(caller.uid());
    assertThat(made.gid()).isEqualTo(caller.gid());
  }

  private static <T> T onThread(Callable<T> task) throws Exception {
    FutureTask<T> future = new FutureTask<>(task);
    new Server(future).start();
    try {
      return future.get();
    } catch (ExecutionException failure) {
      throw failure.getCause() instanceof Exception cause ? cause : failure;
    }
  }

  @Test
  void noCallIsMadeAsSomebodyElseWhenThreadsMix() throws Exception {
    FutureTask<?>[] tasks = new FutureTask<?>[6];
    for (int t = 0; t < tasks.length; t++) {
      int seed = t;
      tasks[t] =
          new FutureTask<>(
              () -> {
                if (seed % 2 == 0) {}
                mix(seed);
                return null;
              });
      (t % 2 == 0 ? new Server(tasks[t]) : new Thread(tasks[t])).start();
    }
    for (FutureTask<?> task : tasks) {
      task.get();
    }
  }

  private void mix(int seed) throws ErrnoException {
    Random random = new Random(seed);
    for (int i = 0; i < 300; i++) {
      int uid = 1 + random.nextInt(5);
      Caller caller = Caller.of(uid, uid + 100, new int[] {uid + 200}, "test");
      String name = seed + "-" + i;
      Node secret = place.as(caller).file(name, 0600);
      assertThat(vfs.getattr(caller, secret).uid()).isEqualTo(uid);
      vfs.open(caller, secret, OpenHow.READ_WRITE).close();
      Caller other = Caller.of(uid + 50, uid + 100, new int[] {uid + 200}, "test");
      assertThat(vfs.access(other, secret, Access.READ)).isZero();
    }
  }

  @Test
  void anAclCountsFromTheMomentItIsSet() throws Exception {
    Path dir = rooms.exported().resolve("d");
    Place inside = place.in(place.mkdir("d", 0700));
    inside.file("f");
    assumeTrue(setfacl("-m", "u:1002:x", dir) == 0, "needs setfacl (acl)");
    assertThat(setfacl("-b", "", dir)).isZero();
    for (int i = 0; i < 20; i++) {
      assertThat(finds(BOB, inside)).isFalse();
      assertThat(vfs.access(BOB, inside.here(), Access.ALL)).isZero();
      assertThat(setfacl("-m", "u:1002:x", dir)).isZero();
      assertThat(finds(BOB, inside)).isTrue();
      assertThat(finds(ALICE, inside)).isFalse();
      assertThat(vfs.access(BOB, inside.here(), Access.ALL)).isEqualTo(Access.LOOKUP);
      assertThat(setfacl("-x", "u:1002", dir)).isZero();
    }
  }

  private boolean finds(Caller caller, Place inside) throws ErrnoException {
    try {
      vfs.lookup(caller, inside.here(), Place.name("f"));
      return true;
    } catch (ErrnoException e) {
      assertThat(e.errno()).isEqualTo(Errno.EACCES);
      return false;
    }
  }

  private static int setfacl(String option, String entry, Path path) throws Exception {
    if (!Files.isExecutable(Path.of("/usr/bin/setfacl"))) {
      return -1;
    }
    ProcessBuilder command =
        entry.isEmpty()
            ? new ProcessBuilder("setfacl", option, path.toString())
            : new ProcessBuilder("setfacl", option, entry, path.toString());
    return command.inheritIO().start().waitFor();
  }

  @Test
  void modeBitsDecideAsTheKernelDoes() throws Exception {
    Caller[] callers = {
      ALICE,
      BOB,
      Caller.ROOT,
      Caller.of(1003, 2001, new int[0], "test"),
      Caller.of(1004, 2004, new int[] {5, 2001}, "test")
    };
    for (int mode = 0; mode < 01000; mode += 011) {
      Node file = place.file("f" + mode, mode);
      Node dir = place.mkdir("d" + mode, mode);
      SetAttributes owner = SetAttributes.NONE.withUid(1001).withGid(2001);
      for (Node node : new Node[] {file, dir}) {
        vfs.setattr(Caller.ROOT, node, owner.withMode(mode), null, false);
        for (Caller caller : callers) {
          assertThat(vfs.access(caller, node, Access.ALL))
              .as("mode %o for %s", mode, caller)
              .isEqualTo(kernel(caller, node));
        }
      }
    }
  }

  private int kernel(Caller caller, Node node) throws ErrnoException {
    Inode inode = vfs.tree().inodes.acquire((LocalNode) node, false);
    vfs.tree().become(caller);
    try {
      int rwx = 0;
      for (int bit = 1; bit <= 4; bit <<= 1) {
        rwx |= Inodes.may(inode.fd(), bit) ? bit : 0;
      }
      return Access.fromRwx(Tree.type(inode.type), rwx);
    } finally {
      vfs.tree().leave();
      inode.release();
    }
  }

  @Test
  void anIdThatCannotBeIsRefused() throws Exception {
    Caller nobody = Caller.of(-1, 1, new int[0], "test");
    assertThatThrownBy(() -> place.as(nobody).file("f")).isInstanceOf(ErrnoException.class);
    assertThat(place.has("f")).isFalse();
    assertOwned(ALICE, "after");
  }

  @Test
  void theUmaskOfTheProcessDoesNotCount() throws Exception {
    assertThat(vfs.getattr(ALICE, place.as(ALICE).file("f", 0666)).mode()).isEqualTo(0666);
    assertThat(vfs.getattr(ALICE, place.as(ALICE).mkdir("d", 01777)).mode()).isEqualTo(01777);
    Path mine = Files.createFile(rooms.state().resolve("mine"));
    int mode = (Integer) Files.getAttribute(mine, "unix:mode");
    assertThat(mode & 022).isZero();
  }
}
