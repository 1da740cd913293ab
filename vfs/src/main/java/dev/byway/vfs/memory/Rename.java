package dev.byway.vfs.memory;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.vfs.Attributes;
import dev.byway.vfs.Caller;
import dev.byway.vfs.Change;
import dev.byway.vfs.FileType;
import dev.byway.vfs.Name;
import dev.byway.vfs.RenameHow;
import dev.byway.vfs.Renamed;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Moves names. A rename between two directories holds the rename lock: then the tree's shape is
/// still, "above" means something, and no second thread locks two unrelated directories. The
/// package says the whole lock order.
final class Rename {
  private final Volume volume;
  private final ReentrantLock shape = new ReentrantLock();

  Rename(Volume volume) {
    this.volume = volume;
  }

  Renamed rename(
      Caller caller,
      DirectoryInode from,
      Name fromName,
      DirectoryInode to,
      Name toName,
      RenameHow how)
      throws ErrnoException {
    if (fromName.isSpecial() || toName.isSpecial()) {
      throw Errno.EINVAL.exception();
    }
    if (from == to) {
      long stamp = from.lock.writeLock();
      try {
        return move(caller, from, fromName, to, toName, how);
      } finally {
        from.lock.unlockWrite(stamp);
      }
    }
    shape.lock();
    try {
      return between(caller, from, fromName, to, toName, how);
    } finally {
      shape.unlock();
    }
  }

  private Renamed between(
      Caller caller,
      DirectoryInode from,
      Name fromName,
      DirectoryInode to,
      Name toName,
      RenameHow how)
      throws ErrnoException {
    boolean fromFirst = from.isAncestorOf(to) || (!to.isAncestorOf(from) && from.id() < to.id());
    DirectoryInode first = fromFirst ? from : to;
    DirectoryInode second = fromFirst ? to : from;
    long firstStamp = first.lock.writeLock();
    try {
      long secondStamp = second.lock.writeLock();
      try {
        return move(caller, from, fromName, to, toName, how);
      } finally {
        second.lock.unlockWrite(secondStamp);
      }
    } finally {
      first.lock.unlockWrite(firstStamp);
    }
  }

  /// Both directories are locked.
  private Renamed move(
      Caller caller,
      DirectoryInode from,
      Name fromName,
      DirectoryInode to,
      Name toName,
      RenameHow how)
      throws ErrnoException {
    from.needOpenToNew();
    to.needOpenToNew();
    Permissions.need(caller, from.attributes(), Permissions.EXECUTE);
    Permissions.need(caller, to.attributes(), Permissions.EXECUTE);
    DirectoryEntry source = from.need(fromName);
    DirectoryEntry target = to.find(toName);
    if (how == RenameHow.NO_REPLACE && target != null) {
      throw Errno.EEXIST.exception();
    }
    if (how == RenameHow.EXCHANGE && target == null) {
      throw Errno.ENOENT.exception();
    }
    if (target != null && target.inode() == source.inode()) {
      return new Renamed(same(from), same(to));
    }
    needShape(source.inode(), from, target, to, how);
    needRights(caller, source.inode(), from, target, to);
    if (how == RenameHow.EXCHANGE && target != null) {
      if (from != to) {
        needMove(caller, target.inode());
      }
      return exchange(from, source, to, target);
    }
    needKind(source.inode(), target);
    return commit(from, source, to, toName, target);
  }

  /// Nothing fails from here on.
  private Renamed exchange(
      DirectoryInode from, DirectoryEntry source, DirectoryInode to, DirectoryEntry target) {
    long now = volume.now();
    Inode one = source.inode();
    Inode other = target.inode();
    if (from != to && one instanceof DirectoryInode directory) {
      directory.moveTo(to);
    }
    if (from != to && other instanceof DirectoryInode directory) {
      directory.moveTo(from);
    }
    to.put(target.name(), one);
    from.put(source.name(), other);
    one.renamed(now);
    other.renamed(now);
    if (from == to) {
      Change change = from.changed(0, 0, now);
      return new Renamed(change, change);
    }
    int arrived =
        (one.type() == FileType.DIRECTORY ? 1 : 0) - (other.type() == FileType.DIRECTORY ? 1 : 0);
    return new Renamed(from.changed(0, -arrived, now), to.changed(0, arrived, now));
  }

  /// No directory may become its own descendant, nor replace one that its old place is in.
  private static void needShape(
      Inode source,
      DirectoryInode from,
      @Nullable DirectoryEntry target,
      DirectoryInode to,
      RenameHow how)
      throws ErrnoException {
    if (from == to) {
      return;
    }
    if (source instanceof DirectoryInode moved && moved.isAncestorOf(to)) {
      throw Errno.EINVAL.exception();
    }
    if (target != null
        && target.inode() instanceof DirectoryInode replaced
        && replaced.isAncestorOf(from)) {
      throw (how == RenameHow.EXCHANGE ? Errno.EINVAL : Errno.ENOTEMPTY).exception();
    }
  }

  private static void needRights(
      Caller caller,
      Inode source,
      DirectoryInode from,
      @Nullable DirectoryEntry target,
      DirectoryInode to)
      throws ErrnoException {
    Permissions.needDelete(caller, from.attributes(), source.attributes());
    Attributes there = to.attributes();
    if (target == null) {
      Permissions.need(caller, there, Permissions.WRITE);
    } else {
      Permissions.needDelete(caller, there, target.inode().attributes());
    }
    if (from != to) {
      needMove(caller, source);
    }
  }

  /// The `..` of a directory is an entry of its own, and changes.
  private static void needMove(Caller caller, Inode moved) throws ErrnoException {
    if (moved.type() == FileType.DIRECTORY) {
      Permissions.need(caller, moved.attributes(), Permissions.WRITE);
    }
  }

  private static void needKind(Inode source, @Nullable DirectoryEntry target)
      throws ErrnoException {
    if (target == null) {
      return;
    }
    boolean over = target.inode().type() == FileType.DIRECTORY;
    if (source.type() == FileType.DIRECTORY && !over) {
      throw Errno.ENOTDIR.exception();
    }
    if (source.type() != FileType.DIRECTORY && over) {
      throw Errno.EISDIR.exception();
    }
    if (target.inode() instanceof DirectoryInode replaced) {
      replaced.closeToNew();
    }
  }

  /// Nothing fails from here on. The new name is there before the old one goes, so that nobody
  /// finds neither.
  private Renamed commit(
      DirectoryInode from,
      DirectoryEntry source,
      DirectoryInode to,
      Name toName,
      @Nullable DirectoryEntry target) {
    long now = volume.now();
    Inode moved = source.inode();
    if (from != to && moved instanceof DirectoryInode directory) {
      directory.moveTo(to);
    }
    to.put(toName, moved);
    from.remove(source);
    moved.renamed(now);
    if (target != null) {
      target.inode().unlinked(now);
      volume.space.giveBack(Space.NAME);
    }
    int gained = target == null ? 1 : 0;
    int arrived = moved.type() == FileType.DIRECTORY ? 1 : 0;
    int replaced = arrived * (1 - gained);
    if (from == to) {
      Change change = from.changed(gained - 1, -replaced, now);
      return new Renamed(change, change);
    }
    return new Renamed(
        from.changed(-1, -arrived, now), to.changed(gained, arrived - replaced, now));
  }

  private static Change same(DirectoryInode directory) {
    Attributes attributes = directory.attributes();
    return new Change(attributes, attributes, true);
  }
}
