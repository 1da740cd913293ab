package dev.byway.it.nfs3client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.byway.base.ErrnoException;
import dev.byway.client.NfsMount;
import dev.byway.client.NfsUrl;
import dev.byway.client.nfs3.Nfs3Vfs;
import dev.byway.server.NfsServer;
import dev.byway.server.export.ClientRule;
import dev.byway.server.export.Squash;
import dev.byway.vfs.Caller;
import dev.byway.vfs.CreateHow;
import dev.byway.vfs.Name;
import dev.byway.vfs.OpenFile;
import dev.byway.vfs.OpenHow;
import dev.byway.vfs.SetAttributes;
import dev.byway.vfs.Stability;
import dev.byway.vfs.local.LocalVfs;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A hard mount while its server goes and comes: calls wait, none fails, no byte is wrong. Only of
/// calls that may run twice: the replay cache that guards the others goes with the server.
class RestartTest {
  private static final int THREADS = 6;
  private static final int ROUNDS = 400;
  private static final int RESTARTS = 4;
  private static final int BLOCK = 20_000;

  @TempDir Path folder;

  private NfsServer serve(int port) throws IOException {
    Path export = Files.createDirectories(folder.resolve("export"));
    return NfsServer.builder()
        .listen(new InetSocketAddress("127.0.0.1", port))
        .stateFolder(Files.createDirectories(folder.resolve("state")))
        .export(
            "/room",
            LocalVfs.open(export, LocalVfs.Options.DEFAULT),
            ClientRule.DEFAULT.withSquash(Squash.NONE))
        .localio(null)
        .start();
  }

  private NfsServer again(int port) throws IOException, InterruptedException {
    for (int i = 0; ; i++) {
      try {
        return serve(port);
      } catch (IOException e) {
        if (i == 100) {
          throw e;
        }
        Thread.sleep(20);
      }
    }
  }

  @Test
  @Timeout(120)
  void hardMountGoesOnWhenTheServerIsBack() throws Exception {
    NfsServer server = serve(0);
    int port = server.address().getPort();
    AtomicInteger done = new AtomicInteger();
    NfsUrl url = NfsUrl.parse("nfs://127.0.0.1:" + port + "/room?nconnect=2");
    try (Nfs3Vfs room = NfsMount.openWire(url);
        ExecutorService pool = Executors.newFixedThreadPool(THREADS)) {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        int thread = i;
        all.add(
            pool.submit(
                () -> {
                  work(room, thread, done);
                  return null;
                }));
      }
      for (int restart = 1; restart <= RESTARTS; restart++) {
        int target = restart * THREADS * ROUNDS / (RESTARTS + 1);
        while (done.get() < target && all.stream().noneMatch(Future::isDone)) {
          Thread.onSpinWait();
        }
        server.close();
        server = again(port);
      }
      for (Future<?> each : all) {
        each.get(60, TimeUnit.SECONDS);
      }
      assertThat(room.rpc().connectionsMade()).isGreaterThan(2);
    } finally {
      server.close();
    }
  }

  private static void work(Nfs3Vfs room, int thread, AtomicInteger done) throws ErrnoException {
    Random random = new Random(thread);
    byte[] expected = new byte[8 * BLOCK];
    var how = new CreateHow.Guarded(SetAttributes.ofMode(0644));
    Name name = Name.of("file" + thread);
    OpenFile opened = room.create(Caller.ROOT, room.root(), name, how, OpenHow.READ_WRITE).file();
    try (OpenFile file = Objects.requireNonNull(opened)) {
      file.write(Caller.ROOT, ByteBuffer.wrap(expected), 0, Stability.FILE_SYNC);
      ByteBuffer buffer = ByteBuffer.allocateDirect(BLOCK);
      for (int i = 0; i < ROUNDS; i++) {
        int offset = random.nextInt(expected.length - BLOCK);
        byte[] fresh = new byte[BLOCK];
        random.nextBytes(fresh);
        System.arraycopy(fresh, 0, expected, offset, BLOCK);
        file.write(Caller.ROOT, buffer.clear().put(fresh).flip(), offset, Stability.FILE_SYNC);
        int at = random.nextInt(expected.length - BLOCK);
        assertThat(file.read(Caller.ROOT, buffer.clear(), at)).isEqualTo(BLOCK);
        assertThat(buffer.flip()).isEqualTo(ByteBuffer.wrap(expected, at, BLOCK).slice());
        done.incrementAndGet();
      }
    }
  }
}
