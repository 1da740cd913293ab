package dev.byway.it.fuse;

import dev.byway.client.NfsMount;
import dev.byway.client.NfsUrl;
import dev.byway.fuse.FuseOptions;
import dev.byway.server.NfsServer;
import dev.byway.server.export.ClientRule;
import dev.byway.server.export.Squash;
import dev.byway.vfs.Vfs;
import dev.byway.vfs.local.LocalVfs;
import dev.byway.vfs.memory.MemoryVfs;
import dev.byway.vfs.testkit.RandomOperations;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.concurrent.FutureTask;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Random use of a mount and of a folder of the local disk: no difference. Longer with
/// `-Dbyway.operations=...`, again with `-Dbyway.seed=...`.
@Timeout(3_600)
class TwinFoldersTest {
  private static final int OPERATIONS = Integer.getInteger("byway.operations", 2_000);
  private static final int THREADS = 4;

  @TempDir Path temp;

  @BeforeEach
  void assumePossible() throws Exception {
    Mounted.assumePossible();
  }

  private void run(Vfs room, boolean opens, UnaryOperator<FuseOptions> options) throws Exception {
    long seed = RandomOperations.seed();
    try (Mounted mounted = Mounted.of(room, options)) {
      var tasks = new ArrayList<FutureTask<Void>>();
      for (int i = 0; i < THREADS; i++) {
        int thread = i;
        tasks.add(new FutureTask<>(() -> twins(mounted, thread, seed + thread, opens), null));
        Thread.ofPlatform().start(tasks.getLast());
      }
      for (var task : tasks) {
        task.get();
      }
    }
  }

  private void twins(Mounted mounted, int thread, long seed, boolean opens) {
    try {
      Path subject = Files.createDirectory(mounted.place().resolve("twin" + thread));
      Path model = Files.createDirectory(temp.resolve("twin" + thread));
      try (var twins = new TwinFolders(subject, model, seed, opens)) {
        twins.run(OPERATIONS);
      }
    } catch (java.io.IOException e) {
      throw new AssertionError(e);
    }
  }

  private LocalVfs folder() throws Exception {
    return LocalVfs.open(Files.createDirectory(temp.resolve("room")), LocalVfs.Options.DEFAULT);
  }

  @Test
  void memory() throws Exception {
    run(new MemoryVfs(), true, UnaryOperator.identity());
  }

  @Test
  void memoryWithoutTheKernelsCache() throws Exception {
    run(new MemoryVfs(), true, options -> options.withDirectIo(true));
  }

  @Test
  void memoryWithTheKernelsWriteback() throws Exception {
    run(new MemoryVfs(), true, options -> options.withWriteback(true));
  }

  @Test
  void folderWithPassthrough() throws Exception {
    run(folder(), true, UnaryOperator.identity());
  }

  @Test
  void folderServed() throws Exception {
    run(folder(), true, options -> options.withPassthrough(false));
  }

  @Test
  void folderOverNfs() throws Exception {
    ClientRule rule = ClientRule.DEFAULT.withSquash(Squash.NONE);
    try (var server = NfsServer.builder().export("/room", folder(), rule).localio(null).start()) {
      String url = "nfs://127.0.0.1:" + server.address().getPort() + "/room?localio=off";
      run(NfsMount.open(NfsUrl.parse(url)), false, UnaryOperator.identity());
    }
  }
}
