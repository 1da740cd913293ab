package dev.byway.vfs.local;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.linux.Descriptors;
import dev.byway.linux.Fd;
import dev.byway.linux.Inodes;
import dev.byway.linux.Mounts;
import dev.byway.linux.OpenAt;
import dev.byway.linux.Statx;
import dev.byway.vfs.Caller;
import dev.byway.vfs.LentFile;
import dev.byway.vfs.Node;
import dev.byway.vfs.OpenHow;
import org.jspecify.annotations.Nullable;

/// Opens regular files, for this process and for neighbours. The type is known from the O_PATH
/// descriptor before, and the very inode is opened by it: never a FIFO or device that took the
/// name.
final class Opening implements AutoCloseable {
  private static final byte[] SELF = {'.'};

  private final Tree tree;

  /// The mount that read grants are opened by, open for reading; null where the kernel refuses it.
  private final @Nullable Fd readOnlyMount;

  Opening(Tree tree) {
    this.tree = tree;
    this.readOnlyMount = tree.handles instanceof KernelHandles ? readOnlyMount(tree) : null;
  }

  private static @Nullable Fd readOnlyMount(Tree tree) {
    try {
      int clone = Mounts.readOnlyClone(tree.directory.number());
      try {
        return new Fd(OpenAt.openat2(clone, SELF, OpenAt.O_DIRECTORY, 0, 0));
      } finally {
        Descriptors.close(clone);
      }
    } catch (ErrnoException notAllowed) {
      return null;
    }
  }

  boolean lendsReadOnly() {
    return readOnlyMount != null;
  }

  LocalOpenFile open(Caller caller, Node node, OpenHow how) throws ErrnoException {
    tree.requirePatience(caller);
    Inode inode = tree.acquire(caller, node);
    try {
      return wrap(inode, openAs(caller, inode, how), how);
    } finally {
      inode.release();
    }
  }

  /// Takes the descriptor over. The inode is acquired.
  LocalOpenFile wrap(Inode inode, int fd, OpenHow how) throws ErrnoException {
    Inode holder = inode;
    holder.tryAcquire();
    try {
      while (!tree.inodes.opened(holder)) {
        holder.release();
        holder = tree.inodes.acquire(inode.node, false);
      }
    } catch (ErrnoException failure) {
      Descriptors.close(fd);
      throw failure;
    }
    LocalOpenFile file = new LocalOpenFile(tree, holder, fd, how);
    holder.release();
    return file;
  }

  /// Opens a regular file if the caller may.
  ///
  /// @return the descriptor, with an open file description of its own
  int openAs(Caller caller, Inode inode, OpenHow how) throws ErrnoException {
    inode.requireRegular();
    if (how.write()) {
      tree.requireWritable();
    }
    int flags = flags(how);
    try {
      tree.become(caller);
      try {
        return OpenAt.reopen(ProcFd.NUMBER, inode.fd(), flags);
      } catch (ErrnoException refused) {
        if (refused.errno() != Errno.EACCES || !overrides(caller, inode, how)) {
          throw refused;
        }
      }
      tree.becomeSelf();
      return OpenAt.reopen(ProcFd.NUMBER, inode.fd(), flags);
    } catch (ErrnoException failure) {
      throw failure.errno() == Errno.ENOENT ? Errno.ESTALE.exception() : failure;
    } finally {
      tree.leave();
    }
  }

  private boolean overrides(Caller caller, Inode inode, OpenHow how) throws ErrnoException {
    if (!tree.acting || !how.ownerOverride()) {
      return false;
    }
    return Statx.of(inode.fd(), Tree.STATX_MASK).uid() == caller.uid()
        || (how.read() && !how.write() && Inodes.may(inode.fd(), Inodes.X_OK));
  }

  static int flags(OpenHow how) throws ErrnoException {
    if (how.write()) {
      return how.read() ? OpenAt.O_RDWR : OpenAt.O_WRONLY;
    }
    if (!how.read()) {
      throw Errno.EINVAL.exception();
    }
    return OpenAt.O_RDONLY;
  }

  LentFile lend(Caller caller, Node node, OpenHow how) throws ErrnoException {
    tree.requirePatience(caller);
    Inode inode = tree.acquire(caller, node);
    try {
      int fd = openAs(caller, inode, how);
      if (how.write() || readOnlyMount == null) {
        return new Lent(new Fd(fd), true);
      }
      Descriptors.close(fd);
      return new Lent(new Fd(openReadOnly(readOnlyMount, inode)), false);
    } finally {
      inode.release();
    }
  }

  /// Permission was decided before: this is the same inode by another mount.
  private int openReadOnly(Fd mount, Inode inode) throws ErrnoException {
    int number = mount.acquire();
    try {
      tree.becomeSelf();
      return FileId.open(number, inode.node.handle(), OpenAt.O_RDONLY | OpenAt.O_NOFOLLOW);
    } finally {
      tree.leave();
      mount.release();
    }
  }

  @Override
  public void close() {
    if (readOnlyMount != null) {
      readOnlyMount.close();
    }
  }
}
