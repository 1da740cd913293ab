package dev.byway.vfs.local;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.linux.Credentials;
import dev.byway.linux.Descriptors;
import dev.byway.linux.Inodes;
import dev.byway.linux.Names;
import dev.byway.linux.OpenAt;
import dev.byway.linux.Statx;
import dev.byway.vfs.Attributes;
import dev.byway.vfs.Caller;
import dev.byway.vfs.Change;
import dev.byway.vfs.CreateHow;
import dev.byway.vfs.Created;
import dev.byway.vfs.Entry;
import dev.byway.vfs.FileType;
import dev.byway.vfs.Name;
import dev.byway.vfs.Node;
import dev.byway.vfs.OpenFile;
import dev.byway.vfs.OpenHow;
import dev.byway.vfs.SetAttributes;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Calls that give a directory a new entry.
final class Creation {
  private static final byte[] SELF = {'.'};
  private static final int NEW = OpenAt.O_CREAT | OpenAt.O_EXCL | OpenAt.O_NOFOLLOW;
  private static final int FILE_MODE = 0644;
  private static final int DIRECTORY_MODE = 0755;

  /// Until the client sets it: nobody else's business.
  private static final int EXCLUSIVE_MODE = 0600;

  /// How often somebody may remove the name between our making and our opening it.
  private static final int TRIES = 100;

  private final Tree tree;
  private final Lookup lookup;
  private final Opening opening;

  Creation(Tree tree, Lookup lookup, Opening opening) {
    this.tree = tree;
    this.lookup = lookup;
    this.opening = opening;
  }

  /// Makes a name in a directory, as the caller, with no umask.
  private interface Maker {
    void make(int directory, byte[] name) throws ErrnoException;
  }

  Created create(Caller caller, Node directory, Name name, CreateHow how, @Nullable OpenHow open)
      throws ErrnoException {
    if (name.isSpecial()) {
      throw Errno.EINVAL.exception();
    }
    Inode dir = tree.acquireToChange(caller, directory);
    ReentrantLock lock = tree.locks.lock(caller, dir.ino);
    try {
      Attributes before = tree.attributes(dir);
      for (int i = 0; i < TRIES; i++) {
        try {
          Created made = make(caller, dir, before, name.unsafeBytes(), how, open);
          return made;
        } catch (ErrnoException there) {
          if (there.errno() != Errno.EEXIST || how instanceof CreateHow.Guarded) {
            throw there;
          }
        }
        try {
          return take(caller, dir, before, name.unsafeBytes(), how, open);
        } catch (ErrnoException gone) {
          if (gone.errno() != Errno.ENOENT) {
            throw gone;
          }
        }
      }
      throw Errno.EAGAIN.exception();
    } finally {
      tree.leave();
      lock.unlock();
      dir.release();
    }
  }

  private Created make(
      Caller caller,
      Inode dir,
      Attributes before,
      byte[] name,
      CreateHow how,
      @Nullable OpenHow open)
      throws ErrnoException {
    SetAttributes set =
        switch (how) {
          case CreateHow.Unchecked unchecked -> unchecked.attributes();
          case CreateHow.Guarded guarded -> guarded.attributes();
          case CreateHow.Exclusive exclusive -> SetAttributes.ofMode(EXCLUSIVE_MODE);
        };
    Integer wantedMode = set.mode();
    int mode = wantedMode == null ? FILE_MODE : wantedMode & 07777;
    int flags = open == null ? OpenAt.O_RDONLY : Opening.flags(open);
    tree.become(caller);
    int fd = openNew(dir.fd(), name, NEW | flags, mode);
    int held = fd;
    try {
      // a descriptor that can write must not stay in memory, or nobody could execute the file
      int pin = (flags & 3) == OpenAt.O_RDONLY && open == null ? fd : path(fd);
      held = open == null ? -1 : fd;
      Inode inode = tree.intern(pin, Statx.of(pin, Tree.STATX_MASK));
      try {
        finish(caller, inode, dir, name, set, how);
        Entry entry = new Entry(inode.node, tree.attributes(inode));
        OpenFile file = open == null ? null : opening.wrap(inode, fd, open);
        held = -1;
        return new Created(entry, changed(before, dir), file, true);
      } finally {
        inode.release();
      }
    } catch (ErrnoException failure) {
      if (held >= 0) {
        Descriptors.close(held);
      }
      tree.becomeSelf();
      Names.unlinkat(dir.fd(), name, 0);
      throw failure;
    }
  }

  private static int openNew(int directory, byte[] name, int flags, int mode)
      throws ErrnoException {
    int umask = ThreadState.current().clearUmask();
    try {
      int fd = OpenAt.openat2(directory, name, flags, mode, Tree.RESOLVE);
      if (umask < 0) {
        Inodes.fchmod(fd, mode);
      }
      return fd;
    } finally {
      if (umask >= 0) {
        Credentials.umask(umask);
      }
    }
  }

  /// It is open before anything else, since without a name it would count as gone.
  OpenFile tmpfile(Caller caller, Node directory, SetAttributes set, OpenHow open)
      throws ErrnoException {
    if (!open.write()) {
      throw Errno.EINVAL.exception();
    }
    Integer wanted = set.mode();
    int flags = OpenAt.O_TMPFILE | Opening.flags(open);
    Inode dir = tree.acquireToChange(caller, directory);
    try {
      tree.attributes(dir);
      tree.become(caller);
      int fd = openNew(dir.fd(), SELF, flags, wanted == null ? FILE_MODE : wanted & 07777);
      OpenFile file = opened(fd, open);
      boolean whole = false;
      try {
        Inode inode = tree.acquire(caller, file.node());
        try {
          setRest(caller, inode, set);
        } finally {
          inode.release();
        }
        whole = true;
        return file;
      } finally {
        if (!whole) {
          file.close();
        }
      }
    } finally {
      tree.leave();
      dir.release();
    }
  }

  /// Takes the descriptor over.
  private OpenFile opened(int fd, OpenHow open) throws ErrnoException {
    Inode inode;
    try {
      int pin = path(fd);
      inode = tree.intern(pin, Statx.of(pin, Tree.STATX_MASK));
    } catch (ErrnoException failure) {
      Descriptors.close(fd);
      throw failure;
    }
    try {
      return opening.wrap(inode, fd, open);
    } finally {
      inode.release();
    }
  }

  private static int path(int fd) throws ErrnoException {
    return OpenAt.reopen(ProcFd.NUMBER, fd, OpenAt.O_PATH);
  }

  /// What the making itself does not set.
  private void finish(
      Caller caller, Inode inode, Inode dir, byte[] name, SetAttributes set, CreateHow how)
      throws ErrnoException {
    lookup.placed(inode, dir, name);
    if (how instanceof CreateHow.Exclusive exclusive) {
      Verifier.store(inode.fd(), exclusive.verifier());
      return;
    }
    Long size = set.size();
    setRest(caller, inode, size != null && size == 0 ? set.withSize(null) : set);
  }

  /// All but the mode.
  private void setRest(Caller caller, Inode inode, SetAttributes set) throws ErrnoException {
    SetAttributes rest =
        new SetAttributes(null, set.uid(), set.gid(), set.size(), set.atime(), set.mtime());
    if (!rest.isEmpty()) {
      tree.setting.apply(caller, inode, tree.attributes(inode), rest, true, -1);
      tree.become(caller);
    }
  }

  /// Takes what is there already.
  private Created take(
      Caller caller,
      Inode dir,
      Attributes before,
      byte[] name,
      CreateHow how,
      @Nullable OpenHow open)
      throws ErrnoException {
    tree.become(caller);
    Inode inode = lookup.child(dir, name);
    try {
      OpenHow opens = open;
      if (how instanceof CreateHow.Unchecked unchecked) {
        takeUnchecked(caller, inode, unchecked.attributes(), open);
      } else {
        Statx statx = Statx.of(inode.fd(), Tree.STATX_MASK);
        if (how instanceof CreateHow.Exclusive exclusive
            && !(Setting.isRegular(statx) && Verifier.matches(statx, exclusive.verifier()))) {
          throw Errno.EEXIST.exception();
        }
        opens = open == null ? null : open.withOwnerOverride();
      }
      OpenFile file = null;
      if (opens != null && open != null) {
        file = opening.wrap(inode, opening.openAs(caller, inode, opens), open);
      }
      Entry entry = new Entry(inode.node, tree.attributes(inode));
      Change nothing = new Change(before, tree.attributes(dir), true);
      return new Created(entry, nothing, file, false);
    } finally {
      inode.release();
    }
  }

  private void takeUnchecked(Caller caller, Inode inode, SetAttributes set, @Nullable OpenHow open)
      throws ErrnoException {
    if (inode.isDirectory()) {
      throw Errno.EISDIR.exception();
    }
    if (inode.type != Statx.S_IFREG) {
      throw Errno.EEXIST.exception();
    }
    Long size = set.size();
    if (size != null) {
      boolean override = open != null && open.ownerOverride();
      SetAttributes sizeOnly = SetAttributes.ofSize(size);
      tree.setting.apply(caller, inode, tree.attributes(inode), sizeOnly, override, -1);
    }
  }

  Created mkdir(Caller caller, Node directory, Name name, SetAttributes set) throws ErrnoException {
    Integer wanted = set.mode();
    int mode = wanted == null ? DIRECTORY_MODE : wanted & 07777;
    return add(
        caller,
        directory,
        name,
        set,
        Errno.EEXIST,
        (dir, bytes) -> {
          Names.mkdirat(dir, bytes, mode & 01777);
        });
  }

  Created symlink(Caller caller, Node directory, Name name, byte[] target, SetAttributes set)
      throws ErrnoException {
    if (target.length == 0) {
      throw Errno.EINVAL.exception();
    }
    for (byte b : target) {
      if (b == 0) {
        throw Errno.EINVAL.exception();
      }
    }
    return add(
        caller,
        directory,
        name,
        set,
        Errno.EINVAL,
        (dir, bytes) -> Names.symlinkat(target, dir, bytes));
  }

  Created mknod(
      Caller caller,
      Node directory,
      Name name,
      FileType type,
      int major,
      int minor,
      SetAttributes set)
      throws ErrnoException {
    int format =
        switch (type) {
          case BLOCK -> Statx.S_IFBLK;
          case CHARACTER -> Statx.S_IFCHR;
          case SOCKET -> Statx.S_IFSOCK;
          case FIFO -> Statx.S_IFIFO;
          case REGULAR, DIRECTORY, SYMLINK -> throw Errno.EINVAL.exception();
        };
    boolean device = type == FileType.BLOCK || type == FileType.CHARACTER;
    Integer wanted = set.mode();
    int mode = format | (wanted == null ? FILE_MODE : wanted & 07777);
    int realMajor = device ? major : 0;
    int realMinor = device ? minor : 0;
    return add(
        caller,
        directory,
        name,
        set,
        Errno.EINVAL,
        (dir, bytes) -> Names.mknodat(dir, bytes, mode, realMajor, realMinor));
  }

  private Created add(
      Caller caller, Node directory, Name name, SetAttributes set, Errno special, Maker maker)
      throws ErrnoException {
    if (name.isSpecial()) {
      throw special.exception();
    }
    Inode dir = tree.acquireToChange(caller, directory);
    ReentrantLock lock = tree.locks.lock(caller, dir.ino);
    byte[] bytes = name.unsafeBytes();
    try {
      Attributes before = tree.attributes(dir);
      tree.become(caller);
      boolean exact = makeWithoutUmask(maker, dir.fd(), bytes);
      Inode inode = lookup.child(dir, bytes);
      try {
        setModeLeftOver(inode, set, exact);
        setRest(caller, inode, set);
        Entry entry = new Entry(inode.node, tree.attributes(inode));
        return new Created(entry, changed(before, dir), null, true);
      } catch (ErrnoException failure) {
        tree.becomeSelf();
        Names.unlinkat(dir.fd(), bytes, inode.isDirectory() ? Names.AT_REMOVEDIR : 0);
        throw failure;
      } finally {
        inode.release();
      }
    } finally {
      tree.leave();
      lock.unlock();
      dir.release();
    }
  }

  /// @return false when the process's umask was in the way
  private static boolean makeWithoutUmask(Maker maker, int directory, byte[] name)
      throws ErrnoException {
    int umask = ThreadState.current().clearUmask();
    try {
      maker.make(directory, name);
      return umask >= 0;
    } finally {
      if (umask >= 0) {
        Credentials.umask(umask);
      }
    }
  }

  /// mkdir(2) takes no set-id bits; set-gid may have come from the directory and stays.
  private static void setModeLeftOver(Inode inode, SetAttributes set, boolean exact)
      throws ErrnoException {
    Integer mode = set.mode();
    if (mode == null || inode.type == Statx.S_IFLNK) {
      return;
    }
    int setId = inode.isDirectory() ? mode & 06000 : 0;
    if (!exact || setId != 0) {
      int has = Statx.of(inode.fd(), Tree.STATX_MASK).mode();
      Inodes.chmod(ProcFd.NUMBER, inode.fd(), (mode & 07777) | (has & 02000));
    }
  }

  Created link(Caller caller, Node node, Node directory, Name name) throws ErrnoException {
    if (name.isSpecial()) {
      throw Errno.EINVAL.exception();
    }
    requireSameRoom(node, directory);
    Inode inode = tree.acquire(caller, node);
    try {
      Inode dir = tree.acquireToChange(caller, directory);
      tree.locks.lockBoth(dir.ino, inode.ino);
      try {
        return link(caller, inode, dir, name.unsafeBytes());
      } finally {
        tree.leave();
        tree.locks.unlockBoth(dir.ino, inode.ino);
        dir.release();
      }
    } finally {
      inode.release();
    }
  }

  private Created link(Caller caller, Inode inode, Inode dir, byte[] name) throws ErrnoException {
    if (inode.isDirectory()) {
      throw Errno.EPERM.exception();
    }
    Attributes before = tree.attributes(dir);
    tree.attributes(inode);
    tree.become(caller);
    Names.link(ProcFd.NUMBER, inode.fd(), dir.fd(), name);
    lookup.placed(inode, dir, name);
    Entry entry = new Entry(inode.node, tree.attributes(inode));
    return new Created(entry, changed(before, dir), null, false);
  }

  private void requireSameRoom(Node one, Node other) throws ErrnoException {
    boolean same =
        one instanceof LocalNode a
            && other instanceof LocalNode b
            && a.tree == tree
            && b.tree == tree;
    if (!same) {
      throw Errno.EXDEV.exception();
    }
  }

  private Change changed(Attributes before, Inode dir) throws ErrnoException {
    return new Change(before, tree.changed(dir, before), true);
  }
}
