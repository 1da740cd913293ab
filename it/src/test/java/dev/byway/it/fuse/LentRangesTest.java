package dev.byway.it.fuse;

import static dev.byway.vfs.testkit.Failures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import dev.byway.base.Errno;
import dev.byway.client.NfsMount;
import dev.byway.client.NfsUrl;
import dev.byway.client.localio.LocalioOptions;
import dev.byway.server.NfsServer;
import dev.byway.server.export.ClientRule;
import dev.byway.server.export.ExportSpec;
import dev.byway.server.export.LocalioPolicy;
import dev.byway.server.export.Squash;
import dev.byway.vfs.Caller;
import dev.byway.vfs.Capabilities.Feature;
import dev.byway.vfs.Fallocate;
import dev.byway.vfs.OpenFile;
import dev.byway.vfs.OpenHow;
import dev.byway.vfs.Seek;
import dev.byway.vfs.Vfs;
import dev.byway.vfs.local.LocalVfs;
import dev.byway.vfs.testkit.Place;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What NFSv3 cannot do with a file's ranges is done on the file itself while it is lent.
class LentRangesTest {
  private static final int MIB = 1 << 20;
  private static final int HOLE = 64 << 10;

  @TempDir Path temp;
  private ExportSpec spec;
  private NfsServer server;
  private Vfs room;

  @BeforeEach
  void serve() throws Exception {
    Mounted.assumePossible();
    spec =
        ExportSpec.of("/room", "room")
            .withClients(ClientRule.DEFAULT.withSquash(Squash.NONE))
            .withLocalio(LocalioPolicy.TRUST);
    server =
        NfsServer.builder()
            .rooms((name, state) -> LocalVfs.open(temp, LocalVfs.Options.DEFAULT))
            .export(spec)
            .start();
    NfsUrl url = NfsUrl.parse("nfs://127.0.0.1:" + server.address().getPort() + "/room");
    room = NfsMount.open(url, LocalioOptions.defaults().withFolders(List.of()));
  }

  @AfterEach
  void stop() {
    if (server != null) {
      room.close();
      server.close();
    }
  }

  private void takeBack() throws Exception {
    server.reload(List.of(spec.withLocalio(LocalioPolicy.OFF)));
  }

  private static OpenFile ones(Place place, String name) throws Exception {
    byte[] ones = new byte[MIB];
    Arrays.fill(ones, (byte) 1);
    OpenFile file = place.openNew(name);
    place.write(file, 0, ones);
    return file;
  }

  @Test
  void theyGoByTheLentFileUntilItIsTakenBack() throws Exception {
    assertThat(room.capabilities().features())
        .contains(Feature.FALLOCATE, Feature.SEEK, Feature.COPY_FILE_RANGE);
    var place = new Place(room, Caller.ROOT, room.root());
    try (OpenFile file = ones(place, "f");
        OpenFile copy = place.openNew("g")) {
      file.fallocate(Caller.ROOT, Fallocate.PUNCH_HOLE, 0, HOLE);
      assertThat(file.seek(Caller.ROOT, Seek.DATA, 0)).isEqualTo(HOLE);
      assertThat(file.seek(Caller.ROOT, Seek.HOLE, HOLE)).isEqualTo(MIB);
      assertThat(file.copyFileRange(Caller.ROOT, 0, copy, 0, MIB).count()).isEqualTo(MIB);
      assertThat(Files.mismatch(temp.resolve("f"), temp.resolve("g"))).isEqualTo(-1);
      takeBack();
      assertFails(() -> file.fallocate(Caller.ROOT, Fallocate.PUNCH_HOLE, 0, MIB), Errno.ENOTSUP);
      assertFails(() -> file.seek(Caller.ROOT, Seek.DATA, 0), Errno.ENOTSUP);
      assertFails(() -> file.copyFileRange(Caller.ROOT, 0, copy, 0, 1), Errno.ENOTSUP);
      assertThat(place.read(file, HOLE - 1, 2)).containsExactly(0, 1);
    }
  }

  /// A mount cannot tell programs one thing now and another later.
  @Test
  void aMountTakesFilesThatAreNotLentForDataAsAWhole() throws Exception {
    try (Mounted mounted = Mounted.of(room);
        LocalVfs seen = LocalVfs.open(mounted.place(), LocalVfs.Options.DEFAULT)) {
      var place = new Place(seen, Caller.ROOT, seen.root());
      try (OpenFile file = ones(place, "f")) {
        file.fallocate(Caller.ROOT, Fallocate.PUNCH_HOLE, 0, HOLE);
        assertThat(file.seek(Caller.ROOT, Seek.DATA, 0)).isEqualTo(HOLE);
      }
      takeBack();
      try (OpenFile file = place.open(place.find("f"), OpenHow.READ_WRITE);
          OpenFile copy = place.openNew("g")) {
        assertThat(file.seek(Caller.ROOT, Seek.DATA, 7)).isEqualTo(7);
        assertThat(file.seek(Caller.ROOT, Seek.HOLE, 7)).isEqualTo(MIB);
        assertFails(() -> file.seek(Caller.ROOT, Seek.DATA, MIB), Errno.ENXIO);
        assertThat(file.copyFileRange(Caller.ROOT, 0, copy, 0, MIB).count()).isPositive();
        assertFails(() -> file.fallocate(Caller.ROOT, Fallocate.PUNCH_HOLE, 0, MIB), Errno.ENOTSUP);
      }
    }
  }
}
