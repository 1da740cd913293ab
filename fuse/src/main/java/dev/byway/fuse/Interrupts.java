package dev.byway.fuse;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// Requests whose caller got a signal while waiting. Only one that kills the caller ends a request
/// (as on a hard NFS mount): a program that handles its signals must not see EINTR from a file. The
/// kernel tells of the first signal alone, so those that are told of are looked at until they are
/// done.
final class Interrupts implements AutoCloseable {
  private static final int PERIOD_MILLIS = 300;

  /// SIGKILL's bit; every deadly signal leaves it in the threads that it kills.
  private static final long SIGKILL = 1L << 8;

  private final Set<ReaderThread> readers = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService watch =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "byway-fuse-interrupts");
            thread.setDaemon(true);
            return thread;
          });

  void joined(ReaderThread reader) {
    readers.add(reader);
  }

  void left(ReaderThread reader) {
    readers.remove(reader);
  }

  /// A signal came for this request.
  ///
  /// @return false when nobody works on it
  boolean signalled(long unique) {
    for (ReaderThread reader : readers) {
      if (reader.worksOn(unique)) {
        look(unique, reader);
        return true;
      }
    }
    return false;
  }

  private void look(long unique, ReaderThread reader) {
    boolean over = !reader.worksOn(unique) || reader.interruptIf(unique, Interrupts::dying);
    if (!over && !watch.isShutdown()) {
      var _ = watch.schedule(() -> look(unique, reader), PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  private static boolean dying(int pid) {
    String pending = ProcStatus.line(pid, "SigPnd:");
    return !pending.isEmpty() && (Long.parseUnsignedLong(pending, 16) & SIGKILL) != 0;
  }

  @Override
  public void close() {
    watch.shutdownNow();
  }
}
