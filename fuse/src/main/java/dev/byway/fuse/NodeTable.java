package dev.byway.fuse;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.vfs.Node;
import dev.byway.wire.fuse.Fuse;
import java.security.SecureRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// The nodes that the kernel knows. As many as it wants to remember: it forgets under memory
/// pressure, and says so.
final class NodeTable {
  /// Ids begin above the root's.
  private static final long FIRST_ID = Fuse.FUSE_ROOT_ID + 1;

  private final FuseNode root;
  private final ConcurrentHashMap<Node, FuseNode> byNode = new ConcurrentHashMap<>();
  private final Slots<FuseNode> byId = new Slots<>();

  /// Numbers are used again, so each use gets a generation of its own; and other ones in each
  /// mount, so that a handle (name_to_handle_at(2)) of another one does not fit. The kernel keeps
  /// 32 bits.
  private final AtomicInteger generations = new AtomicInteger(new SecureRandom().nextInt());

  NodeTable(Node rootNode) {
    root = new FuseNode(rootNode);
    root.id = Fuse.FUSE_ROOT_ID;
    byNode.put(rootNode, root);
  }

  /// @throws ErrnoException ESTALE the kernel was never told of it
  FuseNode at(long id) throws ErrnoException {
    FuseNode found = id == Fuse.FUSE_ROOT_ID ? root : byId.at(id - FIRST_ID);
    if (found == null) {
      throw Errno.ESTALE.exception();
    }
    return found;
  }

  /// The kernel will be told of this node once more: counts it.
  FuseNode acquire(Node node) {
    while (true) {
      FuseNode known = byNode.get(node);
      if (known == null) {
        var made = new FuseNode(node);
        synchronized (made) {
          known = byNode.putIfAbsent(node, made);
          if (known == null) {
            made.generation = Integer.toUnsignedLong(generations.incrementAndGet());
            made.id = FIRST_ID + byId.add(made);
            return made;
          }
        }
      }
      if (known.retain()) {
        return awaitId(known);
      }
      // forgotten a moment ago: whoever did that takes it out, or we do
      byNode.remove(node, known);
    }
  }

  /// Another thread may have put it in and be about to number it.
  private static FuseNode awaitId(FuseNode node) {
    if (node.id != 0) {
      return node;
    }
    synchronized (node) {
      return node;
    }
  }

  void forget(long id, long count) throws ErrnoException {
    if (id == Fuse.FUSE_ROOT_ID) {
      return;
    }
    FuseNode node = at(id);
    if (node.forget(count)) {
      byNode.remove(node.node, node);
      byId.remove(id - FIRST_ID);
    }
  }

  /// @return null when the kernel does not know it
  @Nullable FuseNode find(Node node) {
    return byNode.get(node);
  }

  /// Nodes known, the root included.
  int size() {
    return byId.size() + 1;
  }
}
