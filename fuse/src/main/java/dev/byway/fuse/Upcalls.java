package dev.byway.fuse;

import dev.byway.base.ErrnoException;
import dev.byway.vfs.Name;
import dev.byway.vfs.Node;
import dev.byway.vfs.Observer;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.LinkedHashSet;
import org.jspecify.annotations.Nullable;

/// Tells the kernel what the room has learned of others' changes. The room tells it with locks held
/// and by threads that answer the kernel, and the kernel may wait for those: so it is told by a
/// thread of its own, from the first time that there is something to tell to the end of the mount.
///
/// More than can be kept is left out: the kernel then believes what it knows until that times
/// out.
final class Upcalls implements Observer, AutoCloseable {
  private static final Logger LOG = System.getLogger(Upcalls.class.getName());
  private static final int MOST = 100_000;

  /// @param name of a directory; null: the node itself
  private record Notice(Node node, @Nullable Name name) {}

  private final String threadName;
  private final Notices notices;

  // Guarded by the monitor.
  private final LinkedHashSet<Notice> waiting = new LinkedHashSet<>();
  private boolean started;
  private boolean closed;

  Upcalls(String threadName, Notices notices) {
    this.threadName = threadName;
    this.notices = notices;
  }

  @Override
  public void changed(Node node) {
    if (notices.areOf(node)) {
      add(new Notice(node, null));
    }
  }

  @Override
  public void changed(Node directory, Name name) {
    if (notices.areOf(directory)) {
      add(new Notice(directory, name));
    }
  }

  private synchronized void add(Notice notice) {
    if (closed || waiting.size() >= MOST) {
      return;
    }
    if (waiting.add(notice) && waiting.size() == 1) {
      notifyAll();
    }
    if (!started) {
      started = true;
      Thread.ofPlatform().daemon().name(threadName).start(this::tellAll);
    }
  }

  /// Null: there will be nothing more.
  private synchronized @Nullable Notice next() {
    try {
      while (!closed && waiting.isEmpty()) {
        wait();
      }
    } catch (InterruptedException e) {
      closed = true;
    }
    return closed ? null : waiting.removeFirst();
  }

  private void tellAll() {
    Notice notice;
    while ((notice = next()) != null) {
      try {
        tell(notice);
      } catch (ErrnoException e) {
        LOG.log(Level.DEBUG, "the kernel does not take a notice: {0}", e.getMessage());
      }
    }
  }

  private void tell(Notice notice) throws ErrnoException {
    Name name = notice.name();
    if (name == null) {
      notices.changed(notice.node());
    } else {
      notices.changed(notice.node(), name);
    }
  }

  /// The mount has ended. Idempotent.
  @Override
  public synchronized void close() {
    closed = true;
    waiting.clear();
    notifyAll();
  }
}
