package dev.byway.nio;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.NotDirectoryException;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Watches directories by listing them every [NioSettings#watchInterval]: NFSv3 tells nobody of
/// changes. What is made and removed between two looks is not seen, and a change of data only by
/// its time or size.
final class PollingWatchService implements WatchService {
  private final VfsFileSystem files;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("byway-nio-watch").factory());
  private final Map<Object, PollingWatchKey> keys = new ConcurrentHashMap<>();
  private final LinkedBlockingQueue<PollingWatchKey> signalled = new LinkedBlockingQueue<>();

  /// Wakes who waits when the service closes.
  private final PollingWatchKey end;

  private volatile boolean closed;

  PollingWatchService(VfsFileSystem files) {
    this.files = files;
    this.end = new PollingWatchKey(this, files.path(PathBytes.ROOT), "end");
    long nanos = files.settings().watchInterval().toNanos();
    clock.scheduleWithFixedDelay(this::look, nanos, nanos, TimeUnit.NANOSECONDS);
  }

  VfsFileSystem fileSystem() {
    return files;
  }

  /// The key of a directory; the same one when it is watched already, with other events perhaps.
  ///
  /// @param modifiers of which there are none
  WatchKey watch(VfsPath path, WatchEvent.Kind<?>[] events, WatchEvent.Modifier[] modifiers)
      throws IOException {
    mayUse();
    if (modifiers.length > 0) {
      throw new UnsupportedOperationException(modifiers[0] + " is not a modifier here");
    }
    VfsFileAttributes attributes = new VfsAttributeView(path, true, "basic").readAttributes();
    if (!attributes.isDirectory()) {
      throw new NotDirectoryException(path.toString());
    }
    Object which = attributes.fileKey();
    PollingWatchKey fresh = new PollingWatchKey(this, path, which);
    fresh.start(kinds(events));
    PollingWatchKey known = keys.putIfAbsent(which, fresh);
    if (known != null) {
      known.only(kinds(events));
      return known;
    }
    return fresh;
  }

  private static Set<WatchEvent.Kind<?>> kinds(WatchEvent.Kind<?>[] events) {
    Set<WatchEvent.Kind<?>> kinds = new LinkedHashSet<>();
    for (WatchEvent.Kind<?> each : events) {
      if (each == StandardWatchEventKinds.ENTRY_CREATE
          || each == StandardWatchEventKinds.ENTRY_DELETE
          || each == StandardWatchEventKinds.ENTRY_MODIFY) {
        kinds.add(each);
      } else if (each != StandardWatchEventKinds.OVERFLOW) {
        throw new UnsupportedOperationException(each.name());
      }
    }
    if (kinds.isEmpty()) {
      throw new IllegalArgumentException("no events to watch for");
    }
    return kinds;
  }

  private void look() {
    keys.values().forEach(PollingWatchKey::look);
  }

  void signal(PollingWatchKey key) {
    signalled.add(key);
  }

  void forget(PollingWatchKey key) {
    keys.remove(key.which(), key);
  }

  private void mayUse() {
    if (closed) {
      throw new ClosedWatchServiceException();
    }
  }

  private @Nullable WatchKey unlessEnd(@Nullable PollingWatchKey key) {
    if (key == end) {
      signalled.add(end);
    }
    mayUse();
    return key;
  }

  @Override
  public @Nullable WatchKey poll() {
    mayUse();
    return unlessEnd(signalled.poll());
  }

  @Override
  public @Nullable WatchKey poll(long timeout, TimeUnit unit) throws InterruptedException {
    mayUse();
    return unlessEnd(signalled.poll(timeout, unit));
  }

  @Override
  public WatchKey take() throws InterruptedException {
    mayUse();
    PollingWatchKey key = signalled.take();
    unlessEnd(key);
    return key;
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      clock.shutdownNow();
      keys.values().forEach(PollingWatchKey::cancel);
      signalled.add(end);
      files.forget(this);
    }
  }
}
