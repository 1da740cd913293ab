package dev.byway.vfs.local;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.linux.Descriptors;
import dev.byway.linux.Statx;
import java.util.ArrayDeque;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The inodes in memory, by inode number: bounded, the least used go first (second chance), open
/// ones stay. What is not used for a while is dropped too, since an inode in memory keeps the disk
/// space of a file that somebody else has removed.
///
/// All `acquire` and `intern` calls hand out an inode that must be released.
final class InodeTable implements AutoCloseable {
  private final Tree tree;
  private final int limit;
  private final ConcurrentHashMap<Long, Inode> byIno = new ConcurrentHashMap<>();

  /// All of `byIno` in the order of their turn, and dropped ones; guarded by this.
  private final ArrayDeque<Inode> ring = new ArrayDeque<>();

  private boolean closed;

  /// @param limit most inodes, of those that are not open
  InodeTable(Tree tree, int limit) {
    this.tree = tree;
    this.limit = limit;
  }

  /// A third of the descriptors that the process may have: the rest is for open files and
  /// connections.
  static int limit() throws ErrnoException {
    return (int) Math.clamp(Descriptors.raiseLimit() / 3, 64, 50_000);
  }

  /// @throws ErrnoException ESTALE the node is gone; EAGAIN it must be searched and the caller
  ///     cannot wait
  Inode acquire(LocalNode node, boolean nowait) throws ErrnoException {
    Inode last = node.inode;
    return last != null && last.tryAcquire() ? last : find(node, nowait);
  }

  private Inode find(LocalNode node, boolean nowait) throws ErrnoException {
    Inode known = byIno(node.ino);
    if (known != null) {
      if (known.node.equals(node)) {
        node.inode = known;
        return known;
      }
      // the number is another file's by now, so this one is gone
      known.release();
      throw Errno.ESTALE.exception();
    }
    if (nowait) {
      throw Errno.EAGAIN.exception();
    }
    int fd = tree.handles.open(node);
    Statx statx = Statx.of(fd, Tree.STATX_MASK);
    if (statx.nlink() == 0) {
      // open somewhere, but not here: for us it is gone, as it will soon be for the kernel
      Descriptors.close(fd);
      throw Errno.ESTALE.exception();
    }
    return intern(fd, statx, node);
  }

  /// The inode of this number, when it is in memory.
  @Nullable Inode byIno(long ino) {
    Inode inode = byIno.get(ino);
    return inode != null && inode.tryAcquire() ? inode : null;
  }

  /// The node of these bytes, when it is in memory.
  @Nullable LocalNode known(byte[] handle) {
    Inode inode = byIno.get(FileId.ino(handle));
    return inode != null && !inode.isDropped() && FileId.same(inode.node.handle(), handle)
        ? inode.node
        : null;
  }

  /// Takes a descriptor over.
  ///
  /// @param node its identity
  Inode intern(int fd, Statx statx, LocalNode node) throws ErrnoException {
    Inode made = new Inode(node, statx.type(), Tree.btime(statx), fd);
    made.tryAcquire();
    while (true) {
      Inode there = byIno.putIfAbsent(node.ino, made);
      if (there == null) {
        node.inode = made;
        enqueue(made);
        return made;
      }
      if (there.tryAcquire()) {
        made.release();
        made.drop();
        if (!there.node.equals(node)) {
          there.release();
          throw Errno.ESTALE.exception();
        }
        node.inode = there;
        return there;
      }
      byIno.remove(node.ino, there);
    }
  }

  private synchronized void enqueue(Inode made) throws ErrnoException {
    if (closed) {
      made.release();
      drop(made);
      throw Errno.ESTALE.exception("the room is closed");
    }
    ring.add(made);
    // one round at most, since all of them may be open
    for (int turns = ring.size(); ring.size() > limit && turns > 0; turns--) {
      Inode next = ring.remove();
      if (next.opens > 0 || (!next.isDropped() && next.wasReferenced() && turns > 1)) {
        ring.add(next);
      } else {
        drop(next);
      }
    }
    if (ring.size() <= 2) {
      notifyAll();
    }
  }

  private void drop(Inode inode) {
    byIno.remove(inode.ino, inode);
    inode.drop();
  }

  /// Its last name is gone: so must be the inode, unless it is open.
  synchronized void unlinked(long ino) {
    Inode inode = byIno.get(ino);
    if (inode != null && inode.opens == 0) {
      drop(inode);
    }
  }

  /// Whether an open file holds it.
  synchronized boolean isOpen(Inode inode) {
    return inode.opens > 0;
  }

  /// Whether an open file holds the inode of this number.
  synchronized boolean isOpen(long ino) {
    Inode inode = byIno.get(ino);
    return inode != null && inode.opens > 0;
  }

  /// Counts an open file of an acquired inode.
  ///
  /// @return false when it was dropped: acquire it again
  synchronized boolean opened(Inode inode) {
    if (byIno.get(inode.ino) != inode || inode.isDropped()) {
      return false;
    }
    inode.opens++;
    return true;
  }

  synchronized void closed(Inode inode, boolean hasNames) {
    inode.opens--;
    if (inode.opens == 0 && !hasNames) {
      drop(inode);
    }
  }

  int size() {
    return byIno.size();
  }

  /// Drops what was not used since the last time. Waits while there is nothing.
  synchronized void age() throws InterruptedException {
    while (ring.size() <= 1 && !closed) {
      wait();
    }
    for (int turns = ring.size(); turns > 0; turns--) {
      Inode next = ring.remove();
      if (next.opens > 0 || (!next.isDropped() && next.wasReferenced())) {
        ring.add(next);
      } else {
        drop(next);
      }
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    for (Inode inode : byIno.values()) {
      inode.drop();
    }
    byIno.clear();
    ring.clear();
    notifyAll();
  }
}
