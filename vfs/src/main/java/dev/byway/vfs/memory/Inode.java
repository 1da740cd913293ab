package dev.byway.vfs.memory;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.vfs.Attributes;
import dev.byway.vfs.Caller;
import dev.byway.vfs.Change;
import dev.byway.vfs.FileType;
import dev.byway.vfs.Node;
import dev.byway.vfs.SetAttributes;
import dev.byway.vfs.XattrName;
import java.util.List;
import java.util.concurrent.locks.StampedLock;
import org.jspecify.annotations.Nullable;

/// A node: its attributes, and the lock that whoever changes it holds. The attributes are one
/// immutable record, so that reading them takes no lock and always shows one moment.
abstract sealed class Inode implements Node permits RegularInode, DirectoryInode, OtherInode {
  final Volume volume;
  final StampedLock lock = new StampedLock();
  private final long id;
  private final byte[] handle;
  private final Xattrs xattrs;
  private volatile Attributes attributes;
  private volatile boolean gone;

  /// It has no name, but may get one. Guarded by the lock.
  private boolean linkable;

  Inode(Volume volume, Draft draft) {
    this.volume = volume;
    this.attributes = draft.unchanged();
    this.id = attributes.fileid();
    this.handle = volume.inodes.handle(id);
    this.xattrs = new Xattrs(volume.space);
  }

  final long id() {
    return id;
  }

  @Override
  public final byte[] handle() {
    return handle;
  }

  /// As they are now, also of a node that is gone.
  final Attributes attributes() {
    return attributes;
  }

  final FileType type() {
    return attributes.type();
  }

  /// No name and no open file is left: the node never comes back.
  final boolean isGone() {
    return gone;
  }

  final void needAlive() throws ErrnoException {
    if (gone) {
      throw Errno.ESTALE.exception();
    }
  }

  /// Under the lock.
  final Change become(Attributes after) {
    Attributes before = attributes;
    attributes = after;
    return new Change(before, after, true);
  }

  /// Under the lock. The node's last trace is gone: what it holds is free again.
  final void vanish() {
    gone = true;
    volume.inodes.remove(this);
    release();
    xattrs.release();
    volume.space.giveBackFile();
  }

  /// Gives back the space that the kind of node takes for itself.
  abstract void release();

  /// Under the lock: the size was set.
  abstract void resized(Draft draft);

  final Change setattr(
      Caller caller, SetAttributes set, @Nullable Long guardCtime, boolean sizeGranted)
      throws ErrnoException {
    volume.needSize(set.size());
    long stamp = lock.writeLock();
    try {
      needAlive();
      Attributes before = attributes;
      if (guardCtime != null && guardCtime != before.ctime()) {
        throw Errno.ECANCELED.exception();
      }
      if (set.isEmpty()) {
        return new Change(before, before, true);
      }
      Draft draft = Setattr.apply(caller, before, set, volume.now(), sizeGranted);
      if (set.size() != null) {
        resized(draft);
      }
      return become(draft.changed());
    } finally {
      lock.unlockWrite(stamp);
    }
  }

  final byte[] getxattr(Caller caller, XattrName name) throws ErrnoException {
    long stamp = lock.readLock();
    try {
      needAlive();
      Xattrs.needToRead(caller, attributes, name);
      return xattrs.get(name);
    } finally {
      lock.unlockRead(stamp);
    }
  }

  final List<XattrName> listxattr() throws ErrnoException {
    long stamp = lock.readLock();
    try {
      needAlive();
      return xattrs.names();
    } finally {
      lock.unlockRead(stamp);
    }
  }

  /// A change of the extended attributes.
  interface XattrChange {
    void run(Xattrs all) throws ErrnoException;
  }

  final Change changeXattrs(Caller caller, XattrName name, XattrChange change)
      throws ErrnoException {
    long stamp = lock.writeLock();
    try {
      needAlive();
      Xattrs.needToWrite(caller, attributes, name);
      change.run(xattrs);
      var draft = new Draft(attributes);
      draft.ctime = volume.now();
      return become(draft.changed());
    } finally {
      lock.unlockWrite(stamp);
    }
  }

  /// Of a node that begins without a name, before anybody knows it.
  final void isLinkable() {
    linkable = true;
  }

  /// One name more. The directory that gets it is locked.
  final void linked() throws ErrnoException {
    long stamp = lock.writeLock();
    try {
      needAlive();
      var draft = new Draft(attributes);
      if (draft.nlink == 0 && !linkable) {
        throw Errno.ESTALE.exception();
      }
      if (draft.nlink >= volume.limits.links()) {
        throw Errno.EMLINK.exception();
      }
      linkable = false;
      draft.nlink++;
      draft.ctime = volume.now();
      become(draft.changed());
    } finally {
      lock.unlockWrite(stamp);
    }
  }

  /// One name less. The directory that had it is locked.
  final void unlinked(long now) {
    long stamp = lock.writeLock();
    try {
      var draft = new Draft(attributes);
      draft.nlink = type() == FileType.DIRECTORY ? 0 : draft.nlink - 1;
      draft.ctime = now;
      become(draft.changed());
      if (draft.nlink == 0 && !isHeldOpen()) {
        vanish();
      }
    } finally {
      lock.unlockWrite(stamp);
    }
  }

  /// It has another name now. The directories are locked.
  final void renamed(long now) {
    long stamp = lock.writeLock();
    try {
      var draft = new Draft(attributes);
      draft.ctime = now;
      become(draft.changed());
    } finally {
      lock.unlockWrite(stamp);
    }
  }

  boolean isHeldOpen() {
    return false;
  }

  /// Data or entries were read. As Linux does by default (`relatime`), the access time is kept only
  /// as well as needed to tell whether that was after the last change, or a day ago.
  final void accessed() {
    Attributes seen = attributes;
    long now = volume.now();
    if (isAtimeFresh(seen, now)) {
      return;
    }
    long stamp = lock.writeLock();
    try {
      if (!isAtimeFresh(attributes, now)) {
        var draft = new Draft(attributes);
        draft.atime = now;
        attributes = draft.unchanged();
      }
    } finally {
      lock.unlockWrite(stamp);
    }
  }

  private static boolean isAtimeFresh(Attributes seen, long now) {
    long day = 24 * 3600 * Attributes.SECOND;
    return seen.atime() > seen.mtime() && seen.atime() > seen.ctime() && now - seen.atime() < day;
  }

  @Override
  public final String toString() {
    return type() + " " + id;
  }
}
