package dev.byway.it.fuse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.byway.base.ErrnoException;
import dev.byway.fuse.FuseMount;
import dev.byway.fuse.FuseOptions;
import dev.byway.it.localio.Await;
import dev.byway.it.localio.Child;
import dev.byway.linux.FuseMounts;
import dev.byway.vfs.memory.MemoryVfs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Mounts whose process dies, that are in use when they go, or whose room does not answer.
@Timeout(120)
class TroubleTest {
  @TempDir Path temp;

  @BeforeEach
  void assumePossible() throws IOException {
    Mounted.assumePossible();
  }

  @Test
  void theDeathOfTheProcessIsAnErrorAndNotAHang() throws Exception {
    Path place = Files.createDirectory(temp.resolve("place"));
    try {
      try (Child child = Child.start(List.of(), MountingChild.class, List.of(place.toString()))) {
        assertThat(child.line()).isEqualTo("mounted");
        Files.writeString(place.resolve("f"), "in memory");
        child.kill();
      }
      Shell list = Shell.run(temp, "timeout 20 ls place 2>&1; timeout 20 cat place/f");
      assertThat(list.output()).contains("Transport endpoint is not connected");
      try (var room = new MemoryVfs();
          var mount =
              FuseMount.mount(room, place, FuseOptions.of(FuseMounts.Options.of("again")))) {
        assertThat(mount.place()).isEqualTo(place.toRealPath());
        assertThat(Files.exists(place.resolve("f"))).isFalse();
        Files.writeString(place.resolve("g"), "new");
        assertThat(Files.readString(place.resolve("g"))).isEqualTo("new");
      }
    } finally {
      Shell.run(temp, "while umount -l place 2> /dev/null; do :; done");
    }
  }

  @Test
  void aMountInUseIsBusyAndCanBeTakenAwayAllTheSame() throws Exception {
    try (var mounted = Mounted.of(new MemoryVfs())) {
      Path file = Files.writeString(mounted.place().resolve("f"), "hello");
      var open = Files.newByteChannel(file, StandardOpenOption.WRITE);
      assertThatThrownBy(() -> mounted.mount().unmount())
          .isInstanceOf(ErrnoException.class)
          .hasMessageContaining("EBUSY");
      assertThat(Files.readString(file)).isEqualTo("hello");
      mounted.mount().close();
      assertThat(Files.exists(file)).isFalse();
      assertThatThrownBy(open::close).hasMessageContaining("not connected");
      assertThat(mounted.mount().openFiles()).isZero();
    }
  }

  @Test
  void unmountingFromOutsideEndsIt() throws Exception {
    try (var mounted = Mounted.of(new MemoryVfs())) {
      assertThat(Shell.run(temp, "umount " + mounted.place()).exit()).isZero();
      mounted.mount().awaitEnd();
      assertThat(mounted.mount().threads()).isZero();
    }
  }

  @Test
  void whoWaitsForASlowRoomHoldsUpNobodyElse() throws Exception {
    var room = new SlowVfs(new MemoryVfs());
    try (var mounted = Mounted.of(room, options -> options.withThreads(2, 20))) {
      Path file = Files.writeString(mounted.place().resolve("f"), "hello");
      var cats = new ArrayList<Process>();
      for (int i = 0; i < 12; i++) {
        Files.copy(Path.of("/etc/hostname"), mounted.place().resolve("f" + i));
        cats.add(new ProcessBuilder("cat", mounted.place().resolve("f" + i).toString()).start());
      }
      Await.until(() -> room.waiting.get() == 12);
      assertThat(mounted.mount().threads()).isBetween(13, 20);
      assertThat(Shell.run(mounted.place(), "ls | wc -l; stat -c %s f").output())
          .isEqualTo("13\n5\n");
      room.letGo.countDown();
      for (Process cat : cats) {
        assertThat(cat.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(cat.exitValue()).isZero();
      }
      assertThat(Files.readString(file)).isEqualTo("hello");
    }
  }

  @Test
  void aKilledReaderIsGoneAtOnceAndOneThatHandlesItsSignalsWaitsOn() throws Exception {
    var room = new SlowVfs(new MemoryVfs());
    try (var mounted = Mounted.of(room)) {
      Files.writeString(mounted.place().resolve("f"), "hello");
      Path one = Files.createSymbolicLink(mounted.place().resolve("one"), Path.of("f"));
      Path two = Files.createSymbolicLink(mounted.place().resolve("two"), Path.of("f"));
      Process killed = new ProcessBuilder("cat", one.toString()).start();
      String script = "trap 'echo signal' USR1; [ -f " + two + " ] && echo there";
      Process patient = new ProcessBuilder("bash", "-c", script).start();
      Await.until(() -> room.waiting.get() == 2);
      assertThat(Shell.run(temp, "kill -USR1 " + patient.pid()).exit()).isZero();
      assertThat(Shell.run(temp, "kill -TERM " + killed.pid()).exit()).isZero();
      assertThat(killed.waitFor(20, TimeUnit.SECONDS)).isTrue();
      assertThat(room.interrupted.get()).isEqualTo(1);
      assertThat(room.waiting.get()).isEqualTo(1);
      room.letGo.countDown();
      assertThat(patient.waitFor(20, TimeUnit.SECONDS)).isTrue();
      String said = new String(patient.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(said).isEqualTo("signal\nthere\n");
    }
  }
}
