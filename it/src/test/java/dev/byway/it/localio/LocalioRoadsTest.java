package dev.byway.it.localio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.byway.base.ErrnoException;
import dev.byway.client.localio.LocalioOptions;
import dev.byway.client.localio.LocalioVfs;
import dev.byway.client.localio.RoadReport;
import dev.byway.linux.UnixSocket;
import dev.byway.net.localio.RendezvousFolder;
import dev.byway.vfs.Attributes;
import dev.byway.vfs.Caller;
import dev.byway.vfs.Name;
import dev.byway.vfs.Node;
import dev.byway.vfs.OpenFile;
import dev.byway.vfs.OpenHow;
import dev.byway.vfs.Stability;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A server in another process: which road files take, and that both give the same.
class LocalioRoadsTest {
  private static final Caller ME = Caller.ROOT;

  @TempDir Path temp;
  private Bench bench;

  @BeforeEach
  void setUp() throws Exception {
    bench = new Bench(temp);
  }

  @AfterEach
  void tearDown() {
    bench.close();
  }

  @ParameterizedTest
  @CsvSource({"true,true,byway", "true,false,wire", "false,true,wire", "false,false,wire"})
  void allFourPermutationsReadAndWriteTheSame(boolean client, boolean server, String road)
      throws Exception {
    Path onDisk = bench.file("f", 10_000);
    bench.serve(server ? bench.meeting.toString() : "off", "rw none trust");
    try (LocalioVfs vfs = bench.client(client ? bench.options() : LocalioOptions.off());
        OpenFile file = vfs.open(ME, node(vfs, "f"), OpenHow.READ_WRITE)) {
      RoadReport.File report = vfs.report().files().getFirst();
      assertThat(report.reads()).as(report.reason()).isEqualTo(road);
      assertThat(report.writes()).as(report.reason()).isEqualTo(road);
      assertThat(report.reason().isEmpty()).isEqualTo(road.equals("byway"));
      writeAndReadBack(file);
      Attributes attributes = file.getattr(ME);
      assertThat(attributes.size()).isEqualTo(Files.size(onDisk));
      assertThat(file.getattr(ME)).isEqualTo(vfs.getattr(ME, file.node()));
    }
  }

  private static void writeAndReadBack(OpenFile file) throws Exception {
    byte[] data = new byte[3000];
    Arrays.fill(data, (byte) 7);
    ByteBuffer direct = ByteBuffer.allocateDirect(3000).put(data).flip();
    for (ByteBuffer src : List.of(ByteBuffer.wrap(data), direct)) {
      var written = file.write(ME, src, 8000, Stability.UNSTABLE);
      assertThat(written.count()).isEqualTo(3000);
      assertThat(file.commit(ME, 0, 0)).isEqualTo(written.verifier());
    }
    for (ByteBuffer dst : List.of(ByteBuffer.allocate(5000), ByteBuffer.allocateDirect(5000))) {
      assertThat(file.read(ME, dst, 8000)).isEqualTo(3000);
      byte[] got = new byte[3000];
      dst.flip().get(got);
      assertThat(got).isEqualTo(data);
      assertThat(file.read(ME, dst.clear(), 11_000)).isZero();
      assertThat(file.read(ME, dst.clear(), 1L << 40)).isZero();
    }
    assertThat(file.write(ME, ByteBuffer.wrap(new byte[] {1}), 0, Stability.FILE_SYNC).committed())
        .isEqualTo(Stability.FILE_SYNC);
  }

  @Test
  void withoutTheFolderTheWireServesAndSaysWhy() throws Exception {
    bench.file("f", 100);
    bench.serve("rw none trust");
    LocalioOptions elsewhere =
        bench.options().withFolders(List.of(new RendezvousFolder(temp.resolve("nothing"))));
    try (LocalioVfs vfs = bench.client(elsewhere);
        OpenFile file = vfs.open(ME, node(vfs, "f"), OpenHow.READ)) {
      assertThat(file.read(ME, ByteBuffer.allocate(200), 0)).isEqualTo(100);
      assertThat(vfs.report().road()).isEqualTo(RoadReport.WIRE);
      assertThat(vfs.report().files().getFirst().reason()).contains("no server in");
    }
  }

  @Test
  void aPolicyOfOffKeepsTheWire() throws Exception {
    bench.file("f", 100);
    bench.serve("rw none off");
    try (LocalioVfs vfs = bench.client(bench.options());
        OpenFile file = vfs.open(ME, node(vfs, "f"), OpenHow.READ)) {
      assertThat(file.read(ME, ByteBuffer.allocate(200), 0)).isEqualTo(100);
      assertThat(vfs.report().files().getFirst().reason()).contains("LOCALIO is off for /x");
      assertThat(bench.server().say("status")).contains("LOCALIO is off for /x");
    }
  }

  @Test
  void aRelayThatPassesNoDescriptorsLeavesTheClientOnTheWire() throws Exception {
    bench.file("f", 100);
    bench.serve("rw none trust");
    RendezvousFolder front = new RendezvousFolder(temp.resolve("front"));
    try (var listening = front.listen();
        LocalioVfs vfs = bench.client(bench.options().withFolders(List.of(front)))) {
      Thread relay = Thread.ofPlatform().start(() -> relayOnce(listening.socket()));
      try (OpenFile file = vfs.open(ME, node(vfs, "f"), OpenHow.READ)) {
        assertThat(file.read(ME, ByteBuffer.allocate(200), 0)).isEqualTo(100);
        assertThat(vfs.report().files().getFirst().reads()).isEqualTo(RoadReport.WIRE);
        assertThat(vfs.report().reason()).contains("a relay is in between");
      }
      relay.join();
    }
  }

  private void relayOnce(UnixSocket front) {
    try (UnixSocket client = front.accept();
        UnixSocket server =
            UnixSocket.connect(new RendezvousFolder(bench.meeting).sockets().getFirst())) {
      pass(client, server);
      pass(server, client);
    } catch (ErrnoException e) {
      throw new AssertionError(e);
    }
  }

  private static void pass(UnixSocket from, UnixSocket to) throws ErrnoException {
    ByteBuffer in = ByteBuffer.allocate(512);
    UnixSocket.closeFd(from.receive(in).fd());
    to.send(in.flip(), -1);
  }

  @Test
  void sixteenOpensHaveAGrantEachAndFurtherOnesShareThem() throws Exception {
    bench.file("f", 100);
    bench.serve("rw none trust");
    int shared = 16;
    try (LocalioVfs vfs = bench.client(bench.options())) {
      long before = lent(bench.served.resolve("f"));
      List<OpenFile> opens = new ArrayList<>();
      for (int i = 0; i < 3 * shared; i++) {
        opens.add(vfs.open(ME, node(vfs, "f"), OpenHow.READ));
      }
      assertThat(lent(bench.served.resolve("f"))).isEqualTo(before + shared);
      OpenFile other = vfs.open(Caller.of(1, 1, new int[0], "x"), node(vfs, "f"), OpenHow.READ);
      assertThat(lent(bench.served.resolve("f"))).isEqualTo(before + shared + 1);
      opens.removeFirst().close();
      for (OpenFile open : opens) {
        assertThat(open.read(ME, ByteBuffer.allocate(100), 0)).isEqualTo(100);
        open.close();
      }
      other.close();
      Await.until(() -> lent(bench.served.resolve("f")) == before);
    }
  }

  @Test
  void anUnlinkedFileIsReadToItsEnd() throws Exception {
    Path onDisk = bench.file("f", 100);
    bench.serve("rw none trust");
    try (LocalioVfs vfs = bench.client(bench.options());
        OpenFile file = vfs.open(ME, node(vfs, "f"), OpenHow.READ)) {
      Files.delete(onDisk);
      assertThat(file.read(ME, ByteBuffer.allocate(100), 0)).isEqualTo(100);
      assertThat(vfs.report().files().getFirst().reads()).isEqualTo(RoadReport.BYWAY);
    }
  }

  @Test
  void aClosedFileIsClosedOnBothRoads() throws Exception {
    bench.file("f", 100);
    bench.serve("rw none trust");
    try (LocalioVfs vfs = bench.client(bench.options())) {
      OpenFile file = vfs.open(ME, node(vfs, "f"), OpenHow.READ);
      file.close();
      file.close();
      assertThat(vfs.report().files()).isEmpty();
    }
  }

  static long lent(Path onDisk) throws Exception {
    long count = 0;
    try (var fds = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
      for (Path fd : fds) {
        try {
          count += Files.isSameFile(fd, onDisk) ? 1 : 0;
        } catch (java.io.IOException e) {
          // closed meanwhile
        }
      }
    }
    return count;
  }

  static Node node(LocalioVfs vfs, String name) throws Exception {
    return vfs.lookup(ME, vfs.root(), Name.of(name)).node();
  }
}
