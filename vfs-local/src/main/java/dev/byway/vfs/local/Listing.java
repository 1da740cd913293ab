package dev.byway.vfs.local;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.linux.Descriptors;
import dev.byway.linux.Dirents;
import dev.byway.linux.FileIo;
import dev.byway.linux.OpenAt;
import dev.byway.linux.Statx;
import dev.byway.vfs.Attributes;
import dev.byway.vfs.Caller;
import dev.byway.vfs.DirectoryVisitor;
import dev.byway.vfs.Entry;
import dev.byway.vfs.Name;
import dev.byway.vfs.Node;
import org.jspecify.annotations.Nullable;

/// Lists directories with the file system's own offsets as cookies: they are stable while names
// come
/// and go, and mean the same after a restart.
final class Listing {
  private final Tree tree;

  Listing(Tree tree) {
    this.tree = tree;
  }

  boolean readdir(
      Caller caller, Node directory, long cookie, boolean plus, DirectoryVisitor visitor)
      throws ErrnoException {
    Tree.requirePatience(caller);
    if (cookie < 0) {
      throw Errno.EINVAL.exception();
    }
    Inode dir = tree.acquire(caller, directory);
    try {
      dir.requireDirectory();
      tree.attributes(dir);
      int fd = open(caller, dir);
      try {
        if (cookie != 0) {
          FileIo.lseek(fd, cookie, FileIo.SEEK_SET);
        }
        return visit(caller, dir, new Dirents(fd), plus, visitor);
      } finally {
        Descriptors.close(fd);
      }
    } finally {
      tree.leave();
      dir.release();
    }
  }

  /// By `/proc/self/fd`, since opening `.` would ask for search permission too.
  private int open(Caller caller, Inode dir) throws ErrnoException {
    tree.become(caller);
    return OpenAt.reopen(ProcFd.NUMBER, dir.fd(), OpenAt.O_RDONLY | OpenAt.O_DIRECTORY);
  }

  private boolean visit(
      Caller caller, Inode dir, Dirents dirents, boolean plus, DirectoryVisitor visitor)
      throws ErrnoException {
    while (dirents.next()) {
      byte[] bytes = dirents.name();
      Name name = Name.of(bytes);
      long cookie = dirents.offset();
      long fileid = dirents.ino();
      if (name.isDotDot() && dir.ino == tree.root.ino) {
        fileid = dir.ino;
      }
      Entry entry = plus && !name.isDotDot() ? entry(caller, dir, name) : null;
      if (!visitor.visit(name, fileid, cookie, entry)) {
        return false;
      }
    }
    return true;
  }

  /// Without keeping the file in memory: a listing would push out all that is in use.
  private @Nullable Entry entry(Caller caller, Inode dir, Name name) throws ErrnoException {
    if (name.isDot()) {
      return new Entry(dir.node, tree.attributes(dir));
    }
    byte[] bytes = name.unsafeBytes();
    // the visitor may have called the room as somebody else
    tree.become(caller);
    int fd;
    try {
      fd = Tree.openPath(dir.fd(), bytes, 0);
    } catch (ErrnoException goneOrForbidden) {
      return null;
    }
    try {
      Statx statx = Statx.of(fd, Tree.STATX_MASK);
      Attributes attributes = tree.attributes(statx);
      LocalNode node = new LocalNode(tree, tree.handles.identify(fd, statx));
      tree.handles.placed(node, dir.node, bytes);
      return new Entry(node, attributes);
    } finally {
      Descriptors.close(fd);
    }
  }
}
