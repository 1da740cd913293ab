package dev.byway.it.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.byway.base.ErrnoException;
import dev.byway.client.NfsMount;
import dev.byway.client.NfsUrl;
import dev.byway.client.localio.LocalioVfs;
import dev.byway.client.localio.RoadReport;
import dev.byway.client.nfs3.Nfs3Vfs;
import dev.byway.it.localio.Await;
import dev.byway.vfs.Caller;
import dev.byway.vfs.CreateHow;
import dev.byway.vfs.Name;
import dev.byway.vfs.OpenFile;
import dev.byway.vfs.OpenHow;
import dev.byway.vfs.SetAttributes;
import dev.byway.vfs.Stability;
import dev.byway.vfs.Vfs;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `byway serve`: starts, stops and is killed, with clients in the midst of it.
@Timeout(120)
class ServeTest {
  private static final Caller ME = Caller.ROOT;
  private static final int BLOCK = 64 << 10;

  @TempDir Path temp;
  private Server server;

  @BeforeEach
  void setUp() throws Exception {
    server = new Server(temp);
  }

  @AfterEach
  void tearDown() throws Exception {
    server.close();
  }

  private static OpenFile create(Vfs room, String name) throws ErrnoException {
    var how = new CreateHow.Unchecked(SetAttributes.ofMode(0644));
    return Objects.requireNonNull(
        room.create(ME, room.root(), Name.of(name), how, OpenHow.READ_WRITE).file());
  }

  private static byte[] read(OpenFile file, int offset, int length) throws ErrnoException {
    ByteBuffer buffer = ByteBuffer.allocate(length);
    file.read(ME, buffer, offset);
    return Arrays.copyOf(buffer.array(), buffer.position());
  }

  @Test
  void oneLineOnStdoutNamesTheUrls() throws Exception {
    server.serve(server.data + ":name=/data", "memory::name=/scratch");
    String urls = server.url("/data") + " " + server.url("/scratch");
    assertThat(server.program().out()).isEqualTo("serving " + urls + "\n");
    for (String url : urls.split(" ")) {
      NfsMount.openWire(NfsUrl.parse(url)).close();
    }
  }

  @Test
  void sigtermWhileClientsWriteEndsWellAndLosesNoWrite() throws Exception {
    int threads = 4;
    int blocks = 300;
    server.serveData();
    AtomicInteger written = new AtomicInteger();
    try (Nfs3Vfs room = NfsMount.openWire(NfsUrl.parse(server.url("/data?timeo=20")));
        ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      List<Future<?>> writers = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        String name = "file" + i;
        writers.add(
            pool.submit(
                () -> {
                  writeBlocks(room, name, blocks, written);
                  return null;
                }));
      }
      Await.until(() -> written.get() > blocks);
      server.program().signal("TERM");
      Program.Ended ended = server.program().end();
      assertThat(ended.exit()).as(ended.err()).isZero();
      assertThat(ended.err()).contains("stopping").doesNotContain("Exception");
      server.again();
      for (Future<?> writer : writers) {
        writer.get(60, TimeUnit.SECONDS);
      }
    }
    for (int i = 0; i < threads; i++) {
      byte[] onDisk = Files.readAllBytes(server.data.resolve("file" + i));
      assertThat(onDisk).hasSize(blocks * BLOCK);
      for (int block = 0; block < blocks; block++) {
        byte[] part = Arrays.copyOfRange(onDisk, block * BLOCK, (block + 1) * BLOCK);
        assertThat(part).as("block " + block).isEqualTo(block(block));
      }
    }
  }

  private static void writeBlocks(Vfs room, String name, int blocks, AtomicInteger written)
      throws ErrnoException {
    try (OpenFile file = create(room, name)) {
      for (int i = 0; i < blocks; i++) {
        ByteBuffer source = ByteBuffer.wrap(block(i));
        while (source.hasRemaining()) {
          long at = (long) i * BLOCK + source.position();
          file.write(ME, source, at, Stability.DATA_SYNC);
        }
        written.incrementAndGet();
      }
    }
  }

  private static byte[] block(int number) {
    byte[] block = new byte[BLOCK];
    Arrays.fill(block, (byte) (number + 1));
    return block;
  }

  @Test
  void afterAKillHandlesHoldCommittedDataIsThereAndTheVerifierIsNew() throws Exception {
    server.serveData();
    try (Nfs3Vfs room = NfsMount.openWire(NfsUrl.parse(server.url("/data?timeo=20")));
        OpenFile file = create(room, "file")) {
      room.mkdir(ME, room.root(), Name.of("folder"), SetAttributes.ofMode(0755));
      var folder = room.lookup(ME, room.root(), Name.of("folder")).node();
      long written = file.write(ME, ByteBuffer.wrap(block(1)), 0, Stability.UNSTABLE).verifier();
      assertThat(file.commit(ME, 0, 0)).isEqualTo(written);

      server.program().signal("KILL");
      assertThat(server.program().end().exit()).isEqualTo(128 + 9);
      server.again();

      assertThat(read(file, 0, BLOCK)).isEqualTo(block(1));
      assertThat(room.getattr(ME, folder).isDirectory()).isTrue();
      room.mkdir(ME, folder, Name.of("below"), SetAttributes.ofMode(0755));
      assertThat(server.data.resolve("folder/below")).isDirectory();
      long commit = file.commit(ME, 0, 0);
      assertThat(commit).isNotEqualTo(written);
      assertThat(file.write(ME, ByteBuffer.wrap(block(2)), 0, Stability.UNSTABLE).verifier())
          .isEqualTo(commit);
    }
  }

  @Test
  void aClientOnTheBywayGoesOnWhenTheServerIsKilledAndComesBackToIt() throws Exception {
    server.serveData();
    AtomicBoolean stop = new AtomicBoolean();
    AtomicInteger rounds = new AtomicInteger();
    try (LocalioVfs room = server.mount("/data");
        OpenFile file = create(room, "file");
        ExecutorService pool = Executors.newSingleThreadExecutor()) {
      assertThat(road(room)).as(room.report().toString()).isEqualTo(RoadReport.BYWAY);
      Future<?> worker =
          pool.submit(
              () -> {
                for (int i = 0; !stop.get(); i = (i + 1) % 100) {
                  file.write(ME, ByteBuffer.wrap(block(i)), (long) i * BLOCK, Stability.UNSTABLE);
                  assertThat(read(file, i * BLOCK, BLOCK)).isEqualTo(block(i));
                  rounds.incrementAndGet();
                }
                return null;
              });
      Await.until(() -> rounds.get() > 50 || worker.isDone());
      server.program().signal("KILL");
      server.program().end();
      Await.until(() -> road(room).equals(RoadReport.WIRE));
      server.again();
      int before = rounds.get();
      Await.until(
          () -> worker.isDone() || rounds.get() > before && road(room).equals(RoadReport.BYWAY));
      stop.set(true);
      worker.get(30, TimeUnit.SECONDS);
      assertThat(room.report().calls().wire()).isPositive();
    }
  }

  private static String road(LocalioVfs room) {
    return room.report().files().getFirst().writes();
  }
}
