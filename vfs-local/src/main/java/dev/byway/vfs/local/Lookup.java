package dev.byway.vfs.local;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.linux.Descriptors;
import dev.byway.linux.Inodes;
import dev.byway.linux.OpenAt;
import dev.byway.linux.Statx;
import dev.byway.vfs.Attributes;
import dev.byway.vfs.Caller;
import dev.byway.vfs.Entry;
import dev.byway.vfs.Name;
import dev.byway.vfs.Node;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// From a directory and a name to a node. Asks the kernel every time, since names are not only ours
/// to change: one statx by name where the file is in memory, an O_PATH open where it is not.
final class Lookup {
  private static final byte[] SELF = {'.'};
  private static final int HINTS = 16 * 1024;

  private final Tree tree;

  /// What names led to lately, by a hash of directory and name. A hint that is right has its inode
  /// in memory, and the kernel has the name too: asking by name cannot wait for the disk.
  private final @Nullable Inode[] hints = new @Nullable Inode[HINTS];

  Lookup(Tree tree) {
    this.tree = tree;
  }

  Entry lookup(Caller caller, Node directory, Name name) throws ErrnoException {
    Inode dir = tree.acquire(caller, directory);
    try {
      dir.requireDirectory();
      becomeSearcher(caller, dir);
      if (name.isDot()) {
        // by name, since searching needs permission
        Attributes attributes =
            tree.attributes(Statx.at(dir.fd(), SELF, Tree.STATX_MASK), dir.ahead);
        return new Entry(dir.node, attributes);
      }
      if (name.isDotDot()) {
        return parent(caller, dir);
      }
      byte[] bytes = name.unsafeBytes();
      return caller.nowait() ? fromMemory(dir, bytes) : byName(dir, bytes);
    } finally {
      tree.leave();
      dir.release();
    }
  }

  /// The server itself will do when the caller may search anyway.
  private void becomeSearcher(Caller caller, Inode dir) throws ErrnoException {
    Statx statx = Statx.of(dir.fd(), Tree.STATX_MASK);
    int rwx = tree.permission.rwx(caller, dir, statx);
    if (rwx == Permission.UNKNOWN) {
      tree.become(caller);
    } else if ((rwx & Inodes.X_OK) == 0) {
      throw Errno.EACCES.exception();
    } else {
      tree.becomeSelf();
    }
  }

  private Entry fromMemory(Inode dir, byte[] name) throws ErrnoException {
    Inode hint = hints[hint(dir.ino, name)];
    if (hint != null) {
      Inode.Place place = hint.place;
      if (place != null && place.is(dir.ino, name) && !hint.isDropped()) {
        return byName(dir, name);
      }
    }
    if (!tree.handles.quick()) {
      throw Errno.EAGAIN.exception();
    }
    return opened(dir, name, OpenAt.RESOLVE_CACHED);
  }

  /// The thread is the caller.
  Entry byName(Inode dir, byte[] name) throws ErrnoException {
    Statx statx = Statx.at(dir.fd(), name, Tree.STATX_MASK);
    tree.requireSameMount(statx);
    Inode child = tree.inodes.byIno(statx.ino());
    if (child == null) {
      return opened(dir, name, 0);
    }
    try {
      if (child.btime != Tree.btime(statx) || child.type != statx.type()) {
        return opened(dir, name, 0);
      }
      Attributes attributes = tree.attributes(statx, child.ahead);
      placed(child, dir, name);
      return new Entry(child.node, attributes);
    } finally {
      child.release();
    }
  }

  private Entry opened(Inode dir, byte[] name, int resolve) throws ErrnoException {
    int fd = Tree.openPath(dir.fd(), name, resolve);
    Statx statx = Statx.of(fd, Tree.STATX_MASK);
    Inode child = tree.intern(fd, statx);
    try {
      Attributes attributes = tree.attributes(statx, child.ahead);
      placed(child, dir, name);
      return new Entry(child.node, attributes);
    } finally {
      child.release();
    }
  }

  /// Opens a name without the caller's hearing of it; acquired. The thread is the caller.
  Inode child(Inode dir, byte[] name) throws ErrnoException {
    int fd = Tree.openPath(dir.fd(), name, 0);
    Inode child = tree.intern(fd, Statx.of(fd, Tree.STATX_MASK));
    placed(child, dir, name);
    return child;
  }

  /// Remembers what a name led to.
  void placed(Inode child, Inode dir, byte[] name) throws ErrnoException {
    hints[hint(dir.ino, name)] = child;
    tree.placed(child, dir, name);
  }

  private static int hint(long directory, byte[] name) {
    int hash = Arrays.hashCode(name) * 31 + Long.hashCode(directory);
    return (hash ^ hash >>> 14) & HINTS - 1;
  }

  /// The parent, and never one above the exported directory: not even when the directory was moved
  /// out of it.
  private Entry parent(Caller caller, Inode dir) throws ErrnoException {
    if (dir.ino == tree.root.ino) {
      Attributes attributes = tree.attributes(Statx.at(dir.fd(), SELF, Tree.STATX_MASK), dir.ahead);
      return new Entry(dir.node, attributes);
    }
    tree.requirePatience(caller);
    int fd = Tree.openParent(dir.fd());
    boolean inside = false;
    try {
      tree.becomeSelf();
      inside = tree.contains(fd);
    } finally {
      if (!inside) {
        Descriptors.close(fd);
      }
    }
    if (!inside) {
      throw Errno.ESTALE.exception();
    }
    Statx statx = Statx.of(fd, Tree.STATX_MASK);
    Inode parent = tree.intern(fd, statx);
    try {
      Attributes attributes = tree.attributes(statx, parent.ahead);
      tree.handles.reached(parent.fd(), parent.node);
      return new Entry(parent.node, attributes);
    } finally {
      parent.release();
    }
  }
}
