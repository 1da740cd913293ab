package dev.byway.vfs.local;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.linux.Descriptors;
import dev.byway.linux.Dirents;
import dev.byway.linux.OpenAt;
import dev.byway.linux.Statx;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Files are found where they were seen last: in this directory, under this name, or under another
/// one in the same directory. What is found is compared with the identity that was asked for, so a
/// file that took the name is never taken for the one that had it.
final class IndexedHandles implements Handles {
  /// How deep a tree of directories that are not in memory may be.
  private static final int MAX_DEPTH = 1000;

  private static final ThreadLocal<int[]> DEPTH = ThreadLocal.withInitial(() -> new int[1]);

  private final Tree tree;
  private final boolean kernelIds;
  private final LocationIndex index;

  /// @param kernelIds whether the file system has handles to tell files apart by
  IndexedHandles(Tree tree, boolean kernelIds, LocationIndex index) {
    this.tree = tree;
    this.kernelIds = kernelIds;
    this.index = index;
  }

  @Override
  public byte[] identify(int fd, Statx statx) throws ErrnoException {
    return FileId.of(fd, statx, kernelIds);
  }

  @Override
  public int open(LocalNode node) throws ErrnoException {
    int[] depth = DEPTH.get();
    if (depth[0] >= MAX_DEPTH) {
      throw Errno.ESTALE.exception();
    }
    depth[0]++;
    try {
      if (index.wasLost()) {
        index.rebuild(new TreeWalk(tree, this));
      }
      for (LocationIndex.Location at : index.locations(node.handle())) {
        int fd = openAt(node, at);
        if (fd >= 0) {
          return fd;
        }
        index.remove(node.handle(), at);
      }
      throw Errno.ESTALE.exception();
    } finally {
      depth[0]--;
    }
  }

  /// @return -1 when it is not there any more
  private int openAt(LocalNode node, LocationIndex.Location at) throws ErrnoException {
    Inode dir;
    try {
      dir = tree.inodes.acquire(new LocalNode(tree, at.directory()), false);
    } catch (ErrnoException gone) {
      return orThrow(gone);
    }
    try {
      tree.becomeSelf();
      int fd = openIfSame(node, dir, at.name());
      return fd >= 0 ? fd : search(node, dir);
    } finally {
      tree.leave();
      dir.release();
    }
  }

  /// @return -1 when the errno says that something has gone
  private static int orThrow(ErrnoException failure) throws ErrnoException {
    return switch (failure.errno()) {
      case ENOENT, ENOTDIR, ESTALE, ELOOP -> -1;
      default -> throw failure;
    };
  }

  private int openIfSame(LocalNode node, Inode dir, byte[] name) throws ErrnoException {
    int fd;
    try {
      fd = Tree.openPath(dir.fd(), name, 0);
    } catch (ErrnoException gone) {
      return orThrow(gone);
    }
    boolean same = false;
    try {
      Statx statx = Statx.of(fd, Tree.STATX_MASK);
      same = statx.ino() == node.ino && FileId.same(identify(fd, statx), node.handle());
    } finally {
      if (!same) {
        Descriptors.close(fd);
      }
    }
    return same ? fd : -1;
  }

  /// Looks for another name of the file in the same directory.
  private int search(LocalNode node, Inode dir) throws ErrnoException {
    byte[] name = nameOf(node.ino, dir.fd());
    if (name == null) {
      return -1;
    }
    int fd = openIfSame(node, dir, name);
    if (fd >= 0) {
      index.add(node.handle(), new LocationIndex.Location(dir.node.handle(), name));
    }
    return fd;
  }

  private static byte @Nullable [] nameOf(long ino, int directory) throws ErrnoException {
    int fd = OpenAt.reopen(ProcFd.NUMBER, directory, OpenAt.O_RDONLY | OpenAt.O_DIRECTORY);
    try {
      Dirents dirents = new Dirents(fd);
      while (dirents.next()) {
        if (dirents.ino() == ino) {
          byte[] name = dirents.name();
          if (!isDots(name)) {
            return name;
          }
        }
      }
      return null;
    } finally {
      Descriptors.close(fd);
    }
  }

  static boolean isDots(byte[] name) {
    return Arrays.equals(name, new byte[] {'.'}) || Arrays.equals(name, new byte[] {'.', '.'});
  }

  @Override
  public void placed(LocalNode node, LocalNode directory, byte[] name) throws ErrnoException {
    index.add(node.handle(), new LocationIndex.Location(directory.handle(), name));
  }

  @Override
  public void unplaced(LocalNode node, LocalNode directory, byte[] name) throws ErrnoException {
    index.remove(node.handle(), new LocationIndex.Location(directory.handle(), name));
  }

  @Override
  public void gone(LocalNode node) throws ErrnoException {
    for (LocationIndex.Location at : index.locations(node.handle())) {
      index.remove(node.handle(), at);
    }
  }

  /// A directory was reached from below: its own place is looked up in its parent.
  @Override
  public void reached(int directory, LocalNode node) throws ErrnoException {
    if (node.equals(tree.root) || !index.locations(node.handle()).isEmpty()) {
      return;
    }
    int parent = Tree.openParent(directory);
    try {
      byte[] name = nameOf(node.ino, parent);
      byte[] id = identify(parent, Statx.of(parent, Tree.STATX_MASK));
      if (name != null) {
        index.add(node.handle(), new LocationIndex.Location(id, name));
        reached(parent, new LocalNode(tree, id));
      }
    } finally {
      Descriptors.close(parent);
    }
  }

  @Override
  public boolean persistent() {
    return index.isPersistent();
  }

  @Override
  public boolean quick() {
    return false;
  }

  @Override
  public void tick() throws ErrnoException {
    index.save();
  }

  @Override
  public void close() {
    index.close();
  }
}
