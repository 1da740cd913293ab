package dev.byway.client.cache;

import dev.byway.vfs.Node;
import java.util.Iterator;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The inodes that are known, by node. Bounded, but for those that are open or have data to be
/// written.
final class InodeTable {
  private static final int MOST = 50_000;

  private final ConcurrentHashMap<Node, Inode> inodes = new ConcurrentHashMap<>();
  private final ReentrantLock trimming = new ReentrantLock();
  private final CacheOptions options;
  private final Observed observed;

  /// When a call of ours last changed a node that is not here, or one was forgotten. What was asked
  /// before that is not to be believed of one that comes into the table.
  private volatile long changedUnknown = System.nanoTime() - 1;

  InodeTable(CacheOptions options, Observed observed) {
    this.options = options;
    this.observed = observed;
  }

  int size() {
    return inodes.size();
  }

  @Nullable Inode find(Node node) {
    return inodes.get(node);
  }

  Inode of(Node node) {
    Inode known = inodes.get(node);
    return known != null ? known : made(node);
  }

  private Inode made(Node node) {
    if (inodes.size() >= MOST) {
      trim();
    }
    return inodes.computeIfAbsent(node, this::fresh);
  }

  private Inode fresh(Node node) {
    return new Inode(node, options, observed, changedUnknown);
  }

  /// A call of ours has changed a node that is not here.
  void changedUnknown() {
    changedUnknown = System.nanoTime();
  }

  /// As [#of], and it stays until [#closed].
  Inode opened(Node node) {
    if (inodes.size() >= MOST) {
      trim();
    }
    return java.util.Objects.requireNonNull(
        inodes.compute(
            node,
            (key, known) -> {
              Inode inode = known == null ? fresh(key) : known;
              inode.opens++;
              return inode;
            }));
  }

  void closed(Inode inode) {
    inodes.computeIfPresent(
        inode.node,
        (_, known) -> {
          known.opens--;
          return known;
        });
  }

  /// The node is gone, or its room is. Its pages go too, if nobody has it open.
  void forget(Node node) {
    inodes.computeIfPresent(node, (_, inode) -> dropIfIdle(inode));
  }

  void forEach(Consumer<Inode> action) {
    inodes.values().forEach(action);
  }

  /// Forgets one in eight, the first that are found: it is rare, and they come back.
  private void trim() {
    if (!trimming.tryLock()) {
      return;
    }
    try {
      int surplus = inodes.size() - MOST / 8 * 7;
      Iterator<Node> nodes = inodes.keySet().iterator();
      while (surplus > 0 && nodes.hasNext()) {
        if (inodes.computeIfPresent(nodes.next(), (_, inode) -> dropIfIdle(inode)) == null) {
          surplus--;
        }
      }
    } finally {
      trimming.unlock();
    }
  }

  private @Nullable Inode dropIfIdle(Inode inode) {
    inode.lock.lock();
    try {
      if (!inode.isIdle()) {
        inode.attributes.changedUnseen();
        return inode;
      }
      inode.forget();
      changedUnknown();
      return null;
    } finally {
      inode.lock.unlock();
    }
  }
}
