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
/// come and go, and mean the same after a restart.
///
/// `.` and `..` come first with cookies of their own, since ext4 lists them anywhere.
final class Listing {
  private static final byte[] PARENT = {'.', '.'};
  private static final long AFTER_DOT = 1;
  private static final long AFTER_DOTS = 2;

  /// Past this, offsets are ends or hashes and do not meet ours.
  private static final long SHIFTED = Long.MAX_VALUE - AFTER_DOTS;

  private final Tree tree;

  Listing(Tree tree) {
    this.tree = tree;
  }

  boolean readdir(
      Caller caller, Node directory, long cookie, boolean plus, DirectoryVisitor visitor)
      throws ErrnoException {
    if (caller.nowait()) {
      // Nothing here waits for long, but there may be very much of it.
      throw Errno.EAGAIN.exception();
    }
    if (cookie < 0) {
      throw Errno.EINVAL.exception();
    }
    Inode dir = tree.acquire(caller, directory);
    try {
      dir.requireDirectory();
      tree.attributes(dir);
      int fd = open(caller, dir);
      try {
        if (cookie > AFTER_DOTS) {
          FileIo.lseek(fd, offset(cookie), FileIo.SEEK_SET);
        } else if (!visitDots(dir, fd, cookie, plus, visitor)) {
          return false;
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

  private static long cookie(long offset) {
    return offset < SHIFTED ? offset + AFTER_DOTS : offset;
  }

  /// Of [#cookie]: the two largest cannot be told from what is shifted onto them, and mean the end.
  private static long offset(long cookie) {
    return cookie < SHIFTED ? cookie - AFTER_DOTS : cookie;
  }

  private boolean visitDots(Inode dir, int fd, long from, boolean plus, DirectoryVisitor visitor)
      throws ErrnoException {
    if (from < AFTER_DOT) {
      Entry entry = plus ? new Entry(dir.node, tree.attributes(dir)) : null;
      if (!visitor.visit(Name.DOT, dir.ino, AFTER_DOT, entry)) {
        return false;
      }
    }
    return from == AFTER_DOTS || visitor.visit(Name.DOT_DOT, parent(dir, fd), AFTER_DOTS, null);
  }

  private long parent(Inode dir, int fd) throws ErrnoException {
    if (dir.ino == tree.root.ino) {
      return dir.ino;
    }
    try {
      return Statx.at(fd, PARENT, Tree.STATX_MASK).ino();
    } catch (ErrnoException notSearchable) {
      return dir.ino;
    }
  }

  private boolean visit(
      Caller caller, Inode dir, Dirents dirents, boolean plus, DirectoryVisitor visitor)
      throws ErrnoException {
    while (dirents.next()) {
      Name name = Name.of(dirents.name());
      if (name.isSpecial()) {
        continue;
      }
      long cookie = cookie(dirents.offset());
      long fileid = dirents.ino();
      Entry entry = plus ? entry(caller, dir, name) : null;
      if (!visitor.visit(name, fileid, cookie, entry)) {
        return false;
      }
    }
    return true;
  }

  private long ahead(long ino) {
    Inode inode = tree.inodes.byIno(ino);
    if (inode == null) {
      return 0;
    }
    inode.release();
    return inode.ahead;
  }

  /// Without keeping the file in memory: a listing would push out all that is in use.
  private @Nullable Entry entry(Caller caller, Inode dir, Name name) throws ErrnoException {
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
      if (!tree.isSameMount(statx)) {
        return null;
      }
      Attributes attributes = tree.attributes(statx, ahead(statx.ino()));
      LocalNode node = new LocalNode(tree, tree.handles.identify(fd, statx));
      tree.handles.placed(node, dir.node, bytes);
      return new Entry(node, attributes);
    } finally {
      Descriptors.close(fd);
    }
  }
}
