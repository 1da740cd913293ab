package dev.byway.cli;

import dev.byway.cli.room.Show;
import java.io.PrintWriter;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongConsumer;

/// One line on the terminal that tells how many bytes went by and how fast, a few times a second.
final class Progress implements LongConsumer, AutoCloseable {
  private static final long REFRESH_MILLIS = 200;

  private final PrintWriter err;
  private final boolean shown;
  private final LongAdder bytes = new LongAdder();
  private final long start = System.nanoTime();
  private final Thread painter;

  Progress(PrintWriter err, boolean shown) {
    this.err = err;
    this.shown = shown;
    this.painter = Thread.ofVirtual().unstarted(this::paintAlways);
    if (shown) {
      painter.start();
    }
  }

  @Override
  public void accept(long count) {
    bytes.add(count);
  }

  private void paintAlways() {
    try {
      while (true) {
        Thread.sleep(REFRESH_MILLIS);
        paint("");
      }
    } catch (InterruptedException e) {
      // Closed.
    }
  }

  private void paint(String end) {
    long done = bytes.sum();
    double seconds = (System.nanoTime() - start) / 1e9;
    err.print(
        "\r\u001b[K" + Show.human(done) + "  " + Show.human((long) (done / seconds)) + "/s" + end);
    err.flush();
  }

  @Override
  public void close() {
    if (shown) {
      painter.interrupt();
      try {
        painter.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      paint(System.lineSeparator());
    }
  }
}
