package dev.byway.it.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.client.NfsMount;
import dev.byway.client.NfsUrl;
import dev.byway.client.localio.LocalioVfs;
import dev.byway.client.localio.RoadReport;
import dev.byway.client.nfs3.Nfs3Vfs;
import dev.byway.it.localio.Await;
import dev.byway.vfs.Caller;
import dev.byway.vfs.Name;
import dev.byway.vfs.Node;
import dev.byway.vfs.OpenFile;
import dev.byway.vfs.OpenHow;
import dev.byway.vfs.Stability;
import dev.byway.vfs.Vfs;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// SIGHUP: the server reads its file again, and clients of what stays notice nothing.
@Timeout(120)
class ReloadTest {
  private static final Caller ME = Caller.ROOT;

  @TempDir Path temp;
  private Server server;
  private Path config;

  @BeforeEach
  void setUp() throws Exception {
    server = new Server(temp);
    config = temp.resolve("byway.toml");
    for (String name : new String[] {"one", "two", "three"}) {
      Files.writeString(Files.createDirectory(server.data.resolve(name)).resolve("file"), name);
    }
    write(export("one", ""), export("two", ""));
    server.serve("--config", config.toString());
  }

  @AfterEach
  void tearDown() throws Exception {
    server.close();
  }

  private String export(String name, String rules) {
    return """
    [[export]]
    path = "%s"
    name = "/%s"
    squash = "none"
    %s
    """
        .formatted(server.data.resolve(name), name, rules);
  }

  private void write(String... exports) throws Exception {
    Files.writeString(config, String.join("", exports));
  }

  /// Until it says what came of it; what it said of earlier ones does not count.
  private void reload(String answer) throws Exception {
    String before = server.program().err();
    assertThat(before).doesNotContain(answer);
    server.program().signal("HUP");
    server.program().err(answer);
  }

  private Nfs3Vfs mount(String path) throws Exception {
    return NfsMount.openWire(NfsUrl.parse(server.url(path)));
  }

  private static Node file(Vfs room) throws ErrnoException {
    return room.lookup(ME, room.root(), Name.of("file")).node();
  }

  private static String read(OpenFile file) throws ErrnoException {
    ByteBuffer buffer = ByteBuffer.allocate(100);
    file.read(ME, buffer, 0);
    return new String(buffer.array(), 0, buffer.position());
  }

  private static void assertErrno(Errno errno, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(ErrnoException.class, e -> assertThat(e.errno()).isEqualTo(errno));
  }

  @Test
  void exportsComeAndGoWhileAClientOfAnotherReadsOn() throws Exception {
    AtomicBoolean stop = new AtomicBoolean();
    AtomicInteger reads = new AtomicInteger();
    try (Nfs3Vfs one = mount("/one");
        OpenFile open = one.open(ME, file(one), OpenHow.READ);
        Nfs3Vfs two = mount("/two");
        ExecutorService pool = Executors.newSingleThreadExecutor()) {
      Node gone = file(two);
      Future<?> reader =
          pool.submit(
              () -> {
                while (!stop.get()) {
                  assertThat(read(open)).isEqualTo("one");
                  reads.incrementAndGet();
                }
                return null;
              });
      write(export("one", ""), export("three", ""));
      reload("SIGHUP: ok");

      assertErrno(Errno.ESTALE, () -> two.getattr(ME, gone));
      assertErrno(Errno.ENOENT, () -> mount("/two"));
      try (Nfs3Vfs three = mount("/three");
          OpenFile file = three.open(ME, file(three), OpenHow.READ)) {
        assertThat(read(file)).isEqualTo("three");
      }
      int before = reads.get();
      Await.until(() -> reads.get() > before + 10 || reader.isDone());
      stop.set(true);
      reader.get();
      assertThat(one.rpc().connectionsMade()).isEqualTo(1);
    }
  }

  @Test
  void anExportBecomesReadOnlyOnBothRoads() throws Exception {
    try (Nfs3Vfs wire = mount("/one");
        LocalioVfs byway = server.mount("/one");
        OpenFile overWire = wire.open(ME, file(wire), OpenHow.READ_WRITE);
        OpenFile beside = byway.open(ME, file(byway), OpenHow.READ_WRITE)) {
      assertThat(byway.report().files().getFirst().writes())
          .as(byway.report().toString())
          .isEqualTo(RoadReport.BYWAY);
      beside.write(ME, ByteBuffer.wrap("uno".getBytes()), 0, Stability.FILE_SYNC);

      write(export("one", "read_only = true"), export("two", ""));
      reload("SIGHUP: ok");

      ByteBuffer data = ByteBuffer.wrap("bad".getBytes());
      for (OpenFile file : new OpenFile[] {overWire, beside}) {
        assertErrno(Errno.EROFS, () -> file.write(ME, data.clear(), 0, Stability.UNSTABLE));
        assertThat(read(file)).isEqualTo("uno");
      }
      assertThat(wire.rpc().connectionsMade()).isEqualTo(1);
    }
    assertThat(server.data.resolve("one/file")).hasContent("uno");
  }

  @Test
  void aMistakeInTheFileIsShownAndTheOldExportsStay() throws Exception {
    try (Nfs3Vfs one = mount("/one");
        OpenFile file = one.open(ME, file(one), OpenHow.READ)) {
      write(export("one", "anonuid = "), export("three", "readonly = true"));
      reload("the old exports stay");
      server.program().err("byway.toml:5:");
      assertThat(server.program().err()).containsPattern("byway\\.toml:5:1\\d: .+");

      write(export("one", "anonuid = \"nobody\""), export("three", "readonly = true"));
      reload("byway.toml:10:1: ");
      assertThat(server.program().err()).containsPattern("byway\\.toml:5:\\d+: .*anonuid");
      assertThat(read(file)).isEqualTo("one");
      mount("/two").close();

      write(export("three", ""), export("nowhere", ""));
      reload("no such directory");
      assertErrno(Errno.ENOENT, () -> mount("/three"));
      assertThat(read(file)).isEqualTo("one");
    }
  }

  @Test
  void aMistakeInTheFileAtTheStartEndsTheProgram() throws Exception {
    write("listen = 3.14\n");
    Program.Ended ended = Program.run("serve", "--config", config.toString());
    assertThat(ended.exit()).isEqualTo(1);
    assertThat(ended.err()).contains("byway.toml:1:");
    assertThat(ended.out()).isEmpty();
  }
}
