package dev.byway.vfs.memory;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.vfs.Attributes;
import dev.byway.vfs.Caller;
import dev.byway.vfs.Change;
import dev.byway.vfs.DirectoryVisitor;
import dev.byway.vfs.Entry;
import dev.byway.vfs.Name;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/// A directory. Every entry gets the next number as its cookie and keeps it while it stays, so a
/// listing is a walk along growing numbers: what comes later is behind, what goes is skipped. Both
/// maps may be read without the lock; only its holder changes them.
final class DirectoryInode extends Inode {
  private static final long DOT = 1;
  private static final long DOT_DOT = 2;

  private final ConcurrentHashMap<Name, DirectoryEntry> byName = new ConcurrentHashMap<>();
  private final ConcurrentSkipListMap<Long, DirectoryEntry> byCookie =
      new ConcurrentSkipListMap<>();
  private volatile DirectoryInode parent;
  private volatile long lastCookie = DOT_DOT;
  private volatile boolean closedToNew;

  /// @param parent null for the root, which is its own
  DirectoryInode(Volume volume, Draft draft, @Nullable DirectoryInode parent) {
    super(volume, draft);
    this.parent = parent == null ? this : parent;
  }

  DirectoryInode parent() {
    return parent;
  }

  /// Under the rename lock and those of both parents.
  void moveTo(DirectoryInode newParent) {
    parent = newParent;
  }

  /// Whether this is `below` or one of the directories above it. Under the rename lock.
  boolean isAncestorOf(DirectoryInode below) {
    DirectoryInode each = below;
    while (each != this) {
      DirectoryInode up = each.parent;
      if (up == each) {
        return false;
      }
      each = up;
    }
    return true;
  }

  @Nullable DirectoryEntry find(Name name) {
    return byName.get(name);
  }

  DirectoryEntry need(Name name) throws ErrnoException {
    DirectoryEntry entry = byName.get(name);
    if (entry == null) {
      throw Errno.ENOENT.exception();
    }
    return entry;
  }

  /// Under the lock: whether names may still come. ESTALE once the directory was removed.
  void needOpenToNew() throws ErrnoException {
    needAlive();
    if (closedToNew) {
      throw Errno.ESTALE.exception();
    }
  }

  /// No name comes in any more, since the directory is about to be removed. Its parent is locked.
  void closeToNew() throws ErrnoException {
    long stamp = lock.writeLock();
    try {
      if (!byName.isEmpty()) {
        throw Errno.ENOTEMPTY.exception();
      }
      closedToNew = true;
    } finally {
      lock.unlockWrite(stamp);
    }
  }

  /// Under the lock. A name that is there keeps its cookie and gets the new node.
  void put(Name name, Inode inode) {
    DirectoryEntry there = byName.get(name);
    long cookie = there == null ? lastCookie + 1 : there.cookie();
    var entry = new DirectoryEntry(name, cookie, inode);
    lastCookie = Math.max(lastCookie, cookie);
    byCookie.put(cookie, entry);
    byName.put(name, entry);
  }

  /// Under the lock.
  void remove(DirectoryEntry entry) {
    byName.remove(entry.name());
    byCookie.remove(entry.cookie());
  }

  /// Under the lock: the entries changed.
  ///
  /// @param names entries more or less
  /// @param subdirectories of them, directories
  Change changed(int names, int subdirectories, long now) {
    Draft draft = new Draft(attributes()).modified(now);
    draft.nlink += subdirectories;
    draft.size += (long) names * Space.NAME;
    draft.used = draft.size;
    return become(draft.changed());
  }

  /// Without the lock, so that the visitor may call the room.
  boolean list(Caller caller, long cookie, boolean plus, DirectoryVisitor visitor)
      throws ErrnoException {
    if (cookie < 0 || cookie > lastCookie) {
      throw Errno.EINVAL.exception();
    }
    Attributes seen = attributes();
    boolean nodes = plus && Permissions.has(caller, seen, Permissions.EXECUTE);
    accessed();
    if (cookie < DOT && !visitor.visit(Name.DOT, id(), DOT, nodes ? entry(this) : null)) {
      return false;
    }
    if (cookie < DOT_DOT && !visitor.visit(Name.DOT_DOT, parent.id(), DOT_DOT, null)) {
      return false;
    }
    for (DirectoryEntry each : byCookie.tailMap(cookie, false).values()) {
      Inode inode = each.inode();
      Entry entry = nodes ? entry(inode) : null;
      if (!visitor.visit(each.name(), inode.id(), each.cookie(), entry)) {
        return false;
      }
    }
    return true;
  }

  private static @Nullable Entry entry(Inode inode) {
    return inode.isGone() ? null : new Entry(inode, inode.attributes());
  }

  @Override
  void release() {}

  @Override
  void resized(Draft draft) {
    throw new IllegalStateException("a directory has no size to set");
  }
}
