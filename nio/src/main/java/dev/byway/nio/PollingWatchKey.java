package dev.byway.nio;

import dev.byway.vfs.Attributes;
import dev.byway.vfs.Entry;
import dev.byway.vfs.Node;
import dev.byway.vfs.Vfs;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.Watchable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A directory that is watched: what it held at the last look, and the events since the program
/// asked. Any thread.
final class PollingWatchKey implements WatchKey {
  private final PollingWatchService service;
  private final VfsPath directory;
  private final Object which;
  private Set<WatchEvent.Kind<?>> kinds = Set.of();
  private Map<VfsPath, Seen> seen = Map.of();
  private final WatchEvents events = new WatchEvents();
  private boolean signalled;
  private volatile boolean valid = true;

  /// @param which directory it is, whatever path it was found by
  PollingWatchKey(PollingWatchService service, VfsPath directory, Object which) {
    this.service = service;
    this.directory = directory;
    this.which = which;
  }

  /// What tells one state of a file from another.
  private record Seen(long fileid, long size, long mtime) {}

  Object which() {
    return which;
  }

  synchronized void start(Set<WatchEvent.Kind<?>> wanted) throws IOException {
    kinds = wanted;
    seen = list();
  }

  synchronized void only(Set<WatchEvent.Kind<?>> wanted) {
    kinds = wanted;
  }

  private Map<VfsPath, Seen> list() throws IOException {
    VfsFileSystem files = directory.getFileSystem();
    return files.at(
        directory,
        () -> {
          Map<VfsPath, Seen> found = new HashMap<>();
          Vfs room = files.room();
          Node node = files.walk().find(directory, true).node();
          room.readdir(
              files.caller(),
              node,
              0,
              true,
              (name, fileid, cookie, entry) -> {
                if (!name.isSpecial()) {
                  found.put(files.path(name.unsafeBytes()), seen(fileid, entry));
                }
                return true;
              });
          return found;
        });
  }

  private static Seen seen(long fileid, @Nullable Entry entry) {
    Attributes attributes = entry == null ? null : entry.attributes();
    return attributes == null
        ? new Seen(fileid, 0, 0)
        : new Seen(fileid, attributes.size(), attributes.mtime());
  }

  /// Compares with the last look. A directory that cannot be listed ends the watch.
  synchronized void look() {
    if (!valid) {
      return;
    }
    Map<VfsPath, Seen> now;
    try {
      now = list();
    } catch (IOException | RuntimeException e) {
      cancel();
      signal();
      return;
    }
    for (VfsPath name : seen.keySet()) {
      if (!now.containsKey(name)) {
        add(StandardWatchEventKinds.ENTRY_DELETE, name);
      }
    }
    now.forEach(
        (name, state) -> {
          Seen before = seen.get(name);
          if (before == null) {
            add(StandardWatchEventKinds.ENTRY_CREATE, name);
          } else if (!before.equals(state)) {
            add(StandardWatchEventKinds.ENTRY_MODIFY, name);
          }
        });
    seen = now;
  }

  private void add(WatchEvent.Kind<Path> kind, Path name) {
    if (kinds.contains(kind)) {
      events.add(kind, name);
      signal();
    }
  }

  private synchronized void signal() {
    if (!signalled) {
      signalled = true;
      service.signal(this);
    }
  }

  @Override
  public boolean isValid() {
    return valid;
  }

  @Override
  public synchronized List<WatchEvent<?>> pollEvents() {
    return events.take();
  }

  @Override
  public synchronized boolean reset() {
    if (valid && signalled) {
      if (events.isEmpty()) {
        signalled = false;
      } else {
        service.signal(this);
      }
    }
    return valid;
  }

  @Override
  public void cancel() {
    valid = false;
    service.forget(this);
  }

  @Override
  public Watchable watchable() {
    return directory;
  }
}
