package dev.byway.nio;

import dev.byway.vfs.Node;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/// What channels of one file system keep from each other, by file: locked ranges, and the end of a
/// file that is appended to. What they keep from everybody else is the room's affair. Any thread.
final class Locks {
  private static final int STRIPES = 64;

  private final Map<Node, List<FileLock>> held = new HashMap<>();
  private final ReentrantLock[] ends = new ReentrantLock[STRIPES];

  Locks() {
    for (int i = 0; i < STRIPES; i++) {
      ends[i] = new ReentrantLock();
    }
  }

  /// The lock under which the end of a file is found and written to. Some files share one.
  ReentrantLock endOf(Node node) {
    return ends[Math.floorMod(node.hashCode(), STRIPES)];
  }

  /// @throws OverlappingFileLockException this JVM holds a part of it, by whatever channel
  synchronized void add(Node node, FileLock lock) {
    List<FileLock> others = held.computeIfAbsent(node, key -> new ArrayList<>());
    for (FileLock other : others) {
      if (other.overlaps(lock.position(), lock.size())) {
        throw new OverlappingFileLockException();
      }
    }
    others.add(lock);
  }

  synchronized void remove(Node node, FileLock lock) {
    List<FileLock> others = held.get(node);
    if (others != null) {
      others.removeIf(other -> other == lock);
      if (others.isEmpty()) {
        held.remove(node);
      }
    }
  }

  /// Those that a channel holds on a file.
  synchronized List<FileLock> of(Node node, java.nio.channels.Channel channel) {
    return held.getOrDefault(node, List.of()).stream()
        .filter(lock -> lock.acquiredBy() == channel)
        .toList();
  }
}
