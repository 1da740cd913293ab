package dev.byway.cli.serve;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.byway.server.NfsServer;
import dev.byway.server.rpc.RpcTap;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// Shows a running server's calls to those who look on. The server's threads only decode and queue:
/// who looks on too slowly misses lines, and is told how many.
final class Tracing {
  private static final int QUEUE = 4096;

  private final NfsServer server;
  private final CopyOnWriteArraySet<Viewer> viewers = new CopyOnWriteArraySet<>();

  Tracing(NfsServer server) {
    this.server = server;
  }

  /// Writes a line for each call until the other end goes.
  void stream(OutputStream out) throws IOException {
    var viewer = new Viewer();
    add(viewer);
    try {
      while (true) {
        String line = viewer.lines.poll(1, TimeUnit.SECONDS);
        long missed = viewer.missed.getAndSet(0);
        if (missed > 0) {
          out.write(("... " + missed + " calls not shown\n").getBytes(UTF_8));
        }
        // An empty line now and then finds out that nobody reads any more.
        out.write(((line == null ? "" : line) + "\n").getBytes(UTF_8));
        out.flush();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      remove(viewer);
    }
  }

  private synchronized void add(Viewer viewer) {
    viewers.add(viewer);
    server.trace(this::answered);
    server.trace9p(event -> show(NinepTraceLine.of(event)));
  }

  private synchronized void remove(Viewer viewer) {
    viewers.remove(viewer);
    if (viewers.isEmpty()) {
      server.trace(null);
      server.trace9p(null);
    }
  }

  private void answered(RpcTap.Event event) {
    show(TraceLine.of(event));
  }

  private void show(String line) {
    for (Viewer viewer : viewers) {
      if (!viewer.lines.offer(line)) {
        viewer.missed.incrementAndGet();
      }
    }
  }

  private static final class Viewer {
    private final BlockingQueue<String> lines = new ArrayBlockingQueue<>(QUEUE);
    private final AtomicLong missed = new AtomicLong();
  }
}
