package dev.byway.fuse;

import dev.byway.base.ErrnoException;
import dev.byway.linux.FuseDevice;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// The threads that answer the kernel. Whoever takes a request while nobody else listens starts
/// another one, so that a room that waits (for a server far away, say) holds up nobody else. They
/// go when they have not been needed for a while.
final class Readers {
  private static final Logger LOG = System.getLogger(Readers.class.getName());
  private static final long SPARE_NANOS = TimeUnit.SECONDS.toNanos(20);

  private final String name;
  private final FuseDevice device;
  private final Dispatch dispatch;
  private final FuseOptions options;
  private final int maxData;
  private final AtomicInteger total = new AtomicInteger();
  private final AtomicInteger listening = new AtomicInteger();
  private final AtomicInteger started = new AtomicInteger();
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile long lastShort = System.nanoTime();

  /// @param device cloned for each thread, or shared; closed when the last one ends
  Readers(String name, FuseDevice device, Dispatch dispatch, FuseOptions options, int maxData) {
    this.name = name;
    this.device = device;
    this.dispatch = dispatch;
    this.options = options;
    this.maxData = maxData;
  }

  void start() {
    for (int i = 0; i < options.threads(); i++) {
      startOne();
    }
  }

  private void startOne() {
    total.incrementAndGet();
    String threadName = name + "-" + started.incrementAndGet();
    FuseDevice own = ownDevice();
    try {
      new ReaderThread(threadName, this, dispatch, own, maxData).start();
    } catch (OutOfMemoryError e) {
      LOG.log(Level.WARNING, "no memory for another thread: {0}", e.getMessage());
      ended(own);
    }
  }

  private FuseDevice ownDevice() {
    try {
      return device.cloneDevice();
    } catch (ErrnoException e) {
      LOG.log(Level.DEBUG, "all threads share one queue: {0}", e.getMessage());
      return device;
    }
  }

  void listening() {
    listening.incrementAndGet();
  }

  /// @param busy the calling thread has got something to do
  void listened(boolean busy) {
    if (listening.decrementAndGet() == 0 && busy) {
      lastShort = System.nanoTime();
      if (total.get() < options.maxThreads()) {
        startOne();
      }
    }
  }

  /// Whether the calling thread can go.
  boolean hasTooMany() {
    return total.get() > options.threads()
        && listening.get() >= options.threads()
        && System.nanoTime() - lastShort > SPARE_NANOS;
  }

  /// @param own the thread's device
  void ended(FuseDevice own) {
    if (own != device) {
      own.close();
    }
    if (total.decrementAndGet() == 0) {
      device.close();
      ended.countDown();
    }
  }

  int threads() {
    return total.get();
  }

  void awaitEnd() throws InterruptedException {
    ended.await();
  }

  boolean awaitEnd(long millis) throws InterruptedException {
    return ended.await(millis, TimeUnit.MILLISECONDS);
  }
}
