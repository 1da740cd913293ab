package dev.byway.vfs.lock;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Set;

/// Looks after files in which somebody waits for a lock that another program holds on the file
/// below: nothing tells when that goes. One thread for a table, and only while there is such a
/// file; it looks after 2 milliseconds, then less and less often, down to four times a second.
final class GroundPoll {
  private static final long SHORTEST_MILLIS = 2;
  private static final long LONGEST_MILLIS = 250;

  private final LockTable table;
  private final Set<FileLocks> files = new HashSet<>();
  private boolean running;
  private long millis;

  GroundPoll(LockTable table) {
    this.table = table;
  }

  synchronized void add(FileLocks file) {
    if (files.add(file)) {
      millis = SHORTEST_MILLIS;
      notifyAll();
    }
    if (!running) {
      running = true;
      Thread.ofPlatform().daemon().name("lock-poll").start(this::run);
    }
  }

  private void run() {
    while (rest()) {
      ArrayList<FileLocks> now;
      synchronized (this) {
        now = new ArrayList<>(files);
      }
      for (FileLocks file : now) {
        if (!table.serve(file)) {
          synchronized (this) {
            files.remove(file);
          }
        }
      }
    }
  }

  /// @return false: there is nothing left to look after
  private synchronized boolean rest() {
    if (files.isEmpty()) {
      running = false;
      return false;
    }
    try {
      wait(millis);
    } catch (InterruptedException nobodyDoes) {
      Thread.currentThread().interrupt();
    }
    millis = Math.min(2 * millis, LONGEST_MILLIS);
    return true;
  }
}
