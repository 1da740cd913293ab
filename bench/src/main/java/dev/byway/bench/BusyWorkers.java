package dev.byway.bench;

import dev.byway.client.NfsMount;
import dev.byway.client.NfsUrl;
import dev.byway.client.nfs3.Nfs3File;
import dev.byway.client.nfs3.Nfs3Vfs;
import dev.byway.server.NfsServer;
import dev.byway.server.rpc.RpcOptions;
import dev.byway.vfs.Caller;
import dev.byway.vfs.CreateHow;
import dev.byway.vfs.Name;
import dev.byway.vfs.Node;
import dev.byway.vfs.OpenHow;
import dev.byway.vfs.SetAttributes;
import dev.byway.vfs.memory.MemoryVfs;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/// How quick a GETATTR is while every worker of the server waits for a READ of another connection:
/// what is in memory must not stand in line behind a disk.
///
/// Quiet and loaded rounds take turns; server and client are in this process and talk by TCP.
public final class BusyWorkers implements AutoCloseable {
  private static final int ROUNDS = 5;
  private static final long WARM_UP_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final long DISK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
  private static final int READ_BYTES = 4096;
  private static final int WORKERS = RpcOptions.DEFAULT.workers();

  private final SlowDisk disk;
  private final NfsServer server;
  private final Nfs3Vfs quick;
  private final Nfs3Vfs slow;
  private final Node node;
  private final Node slowNode;
  private final Histogram quiet = new Histogram(60_000_000_000L, 3);
  private volatile IOException failure = new IOException("no load");
  private final Histogram loaded = new Histogram(60_000_000_000L, 3);

  private BusyWorkers() throws IOException {
    Name name = Name.of("file");
    disk = new SlowDisk(new MemoryVfs(), DISK_NANOS);
    var how = new CreateHow.Unchecked(SetAttributes.ofMode(0666).withSize((long) READ_BYTES));
    disk.create(Caller.ROOT, disk.root(), name, how, null);
    server = NfsServer.builder().export("/slow", disk).start();
    NfsUrl url = NfsUrl.parse("nfs://127.0.0.1:" + server.address().getPort() + "/slow");
    quick = NfsMount.openWire(url);
    slow = NfsMount.openWire(url);
    node = quick.lookup(Caller.ROOT, quick.root(), name).node();
    slowNode = slow.lookup(Caller.ROOT, slow.root(), name).node();
  }

  /// Measures for this time with and this time without load.
  ///
  /// @return two lines for people
  public static String measure(Duration each) throws IOException, InterruptedException {
    try (var bench = new BusyWorkers()) {
      return bench.run(each.toNanos() / ROUNDS);
    }
  }

  private String run(long nanos) throws IOException, InterruptedException {
    getattr(WARM_UP_NANOS, new Histogram(60_000_000_000L, 3));
    for (int round = 0; round < ROUNDS; round++) {
      getattr(nanos, quiet);
      Thread load = Thread.ofPlatform().daemon().start(this::holdWorkers);
      while (disk.reading() < WORKERS) {
        if (!load.isAlive()) {
          throw failure;
        }
        Thread.sleep(1);
      }
      getattr(nanos, loaded);
      load.interrupt();
      load.join();
    }
    double ratio = (double) loaded.getValueAtPercentile(99) / quiet.getValueAtPercentile(99);
    return line("workers free", quiet)
        + line("all " + WORKERS + " workers held", loaded)
        + String.format(Locale.ROOT, "99th percentile: %.2f times%n", ratio);
  }

  private static String line(String when, Histogram latencies) {
    return String.format(
        Locale.ROOT,
        "GETATTR, %-22s  %8d calls  p50 %6.1f us  p99 %6.1f us%n",
        when,
        latencies.getTotalCount(),
        latencies.getValueAtPercentile(50) / 1e3,
        latencies.getValueAtPercentile(99) / 1e3);
  }

  private void getattr(long nanos, Histogram latencies) throws IOException {
    long now = System.nanoTime();
    long end = now + nanos;
    while (now < end) {
      quick.getattr(Caller.ROOT, node);
      long then = now;
      now = System.nanoTime();
      latencies.recordValue(now - then);
    }
  }

  /// Keeps more reads under way than there are workers, until interrupted.
  private void holdWorkers() {
    try (Nfs3File file = slow.open(Caller.ROOT, slowNode, OpenHow.READ)) {
      var reads = new ArrayDeque<Nfs3File.PendingRead>();
      while (!Thread.currentThread().isInterrupted()) {
        while (reads.size() < 3 * WORKERS) {
          reads.add(file.readAsync(Caller.ROOT, ByteBuffer.allocateDirect(READ_BYTES), 0));
        }
        reads.remove().await();
      }
    } catch (IOException e) {
      failure = e; // or interrupted in the middle of a read, as it should be
    }
  }

  @Override
  public void close() {
    quick.close();
    slow.close();
    server.close();
  }
}
