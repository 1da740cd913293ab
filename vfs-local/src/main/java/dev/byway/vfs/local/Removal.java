package dev.byway.vfs.local;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.linux.Names;
import dev.byway.linux.Statx;
import dev.byway.vfs.Attributes;
import dev.byway.vfs.Caller;
import dev.byway.vfs.Change;
import dev.byway.vfs.Name;
import dev.byway.vfs.Node;
import dev.byway.vfs.RenameHow;
import dev.byway.vfs.Renamed;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Calls that take an entry from a directory.
final class Removal {
  private final Tree tree;
  private final Lookup lookup;

  Removal(Tree tree, Lookup lookup) {
    this.tree = tree;
    this.lookup = lookup;
  }

  Change unlink(Caller caller, Node directory, Name name) throws ErrnoException {
    if (name.isSpecial()) {
      throw Errno.EINVAL.exception();
    }
    return remove(caller, directory, name.unsafeBytes(), 0);
  }

  Change rmdir(Caller caller, Node directory, Name name) throws ErrnoException {
    if (name.isDot()) {
      throw Errno.EINVAL.exception();
    }
    if (name.isDotDot()) {
      throw Errno.ENOTEMPTY.exception();
    }
    return remove(caller, directory, name.unsafeBytes(), Names.AT_REMOVEDIR);
  }

  private Change remove(Caller caller, Node directory, byte[] name, int flags)
      throws ErrnoException {
    Inode dir = tree.acquireToChange(caller, directory);
    ReentrantLock lock = tree.locks.lock(caller, dir.ino);
    try {
      Attributes before = tree.attributes(dir);
      tree.become(caller);
      Victim victim = victim(dir, name);
      Names.unlinkat(dir.fd(), name, flags);
      removed(victim, dir, name);
      return new Change(before, tree.changed(dir, before), true);
    } finally {
      tree.leave();
      lock.unlock();
      dir.release();
    }
  }

  /// What is about to lose a name.
  ///
  /// @param node known only where [Handles] want to be told
  private record Victim(long ino, boolean last, @Nullable LocalNode node) {}

  private @Nullable Victim victim(Inode dir, byte[] name) throws ErrnoException {
    Statx statx;
    try {
      statx = Statx.at(dir.fd(), name, Tree.STATX_MASK);
    } catch (ErrnoException none) {
      // the call itself will say why
      return null;
    }
    long ino = statx.ino();
    boolean last = statx.type() == Statx.S_IFDIR || statx.nlink() <= 1;
    LocalNode node = null;
    if (!tree.handles.quick() && statx.mountId() == tree.fileSystem.mountId()) {
      Inode inode = lookup.child(dir, name);
      node = inode.node;
      inode.release();
    }
    return new Victim(ino, last, node);
  }

  private void removed(@Nullable Victim victim, Inode dir, byte[] name) throws ErrnoException {
    if (victim == null) {
      return;
    }
    if (victim.node != null) {
      tree.handles.unplaced(victim.node, dir.node, name);
      if (victim.last && !tree.inodes.isOpen(victim.ino)) {
        tree.handles.gone(victim.node);
      }
    }
    if (victim.last) {
      tree.inodes.unlinked(victim.ino);
    }
  }

  Renamed rename(
      Caller caller, Node fromDirectory, Name from, Node toDirectory, Name to, RenameHow how)
      throws ErrnoException {
    if (from.isSpecial() || to.isSpecial()) {
      throw Errno.EINVAL.exception();
    }
    if (foreign(fromDirectory) != foreign(toDirectory)) {
      throw Errno.EXDEV.exception();
    }
    Inode fromDir = tree.acquireToChange(caller, fromDirectory);
    try {
      Inode toDir = tree.acquireToChange(caller, toDirectory);
      tree.locks.lockBoth(fromDir.ino, toDir.ino);
      try {
        return rename(caller, fromDir, from.unsafeBytes(), toDir, to.unsafeBytes(), how);
      } finally {
        tree.leave();
        tree.locks.unlockBoth(fromDir.ino, toDir.ino);
        toDir.release();
      }
    } finally {
      fromDir.release();
    }
  }

  private boolean foreign(Node node) {
    return !(node instanceof LocalNode local && local.tree == tree);
  }

  private static int flags(RenameHow how) {
    return switch (how) {
      case REPLACE -> 0;
      case NO_REPLACE -> Names.RENAME_NOREPLACE;
      case EXCHANGE -> Names.RENAME_EXCHANGE;
    };
  }

  private Renamed rename(
      Caller caller, Inode fromDir, byte[] from, Inode toDir, byte[] to, RenameHow how)
      throws ErrnoException {
    Attributes fromBefore = tree.attributes(fromDir);
    Attributes toBefore = fromDir.ino == toDir.ino ? fromBefore : tree.attributes(toDir);
    tree.become(caller);
    Victim moved = victim(fromDir, from);
    Victim replaced = victim(toDir, to);
    Names.renameat2(fromDir.fd(), from, toDir.fd(), to, flags(how));
    if (moved != null && replaced != null && moved.ino == replaced.ino) {
      // two names of one file: both stay
      return new Renamed(
          new Change(fromBefore, fromBefore, true), new Change(toBefore, toBefore, true));
    }
    if (how == RenameHow.EXCHANGE) {
      moved(replaced, toDir, to, fromDir, from);
    } else {
      removed(replaced, toDir, to);
    }
    moved(moved, fromDir, from, toDir, to);
    Change fromChange = new Change(fromBefore, tree.changed(fromDir, fromBefore), true);
    Change toChange =
        fromDir.ino == toDir.ino
            ? fromChange
            : new Change(toBefore, tree.changed(toDir, toBefore), true);
    return new Renamed(fromChange, toChange);
  }

  private void moved(@Nullable Victim who, Inode fromDir, byte[] from, Inode toDir, byte[] to)
      throws ErrnoException {
    if (who != null && who.node != null) {
      tree.handles.unplaced(who.node, fromDir.node, from);
      tree.handles.placed(who.node, toDir.node, to);
    }
  }
}
