package dev.byway.vfs.local;

import dev.byway.base.ErrnoException;
import java.lang.System.Logger;

/// A room's own thread: drops inodes that nobody uses and saves the index of handles. Sleeps
/// without end while nothing is in memory.
final class Housekeeper implements AutoCloseable {
  private static final Logger LOGGER = System.getLogger(Housekeeper.class.getName());
  private static final long PERIOD_MILLIS = 10_000;

  private final Tree tree;
  private boolean closed;

  Housekeeper(Tree tree) {
    this.tree = tree;
    Thread.ofPlatform().daemon().name("byway-local-housekeeper").start(this::run);
  }

  private void run() {
    try {
      while (waitForTurn()) {
        try {
          tree.handles.tick();
        } catch (ErrnoException failure) {
          LOGGER.log(Logger.Level.WARNING, "The index of file handles was not saved", failure);
        }
        tree.inodes.age();
      }
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
    }
  }

  /// @return false at the end
  private synchronized boolean waitForTurn() throws InterruptedException {
    long until = System.nanoTime() + PERIOD_MILLIS * 1_000_000;
    while (!closed) {
      long left = (until - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        return true;
      }
      wait(left);
    }
    return false;
  }

  /// Lets the thread end; not by an interrupt, which would close the index's file under it.
  @Override
  public synchronized void close() {
    closed = true;
    notifyAll();
  }
}
