package dev.byway.client.cache;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.client.cache.CacheOptions.LookupCache;
import dev.byway.vfs.Attributes;
import dev.byway.vfs.Caller;
import dev.byway.vfs.Change;
import dev.byway.vfs.Created;
import dev.byway.vfs.DirectoryVisitor;
import dev.byway.vfs.Entry;
import dev.byway.vfs.Name;
import dev.byway.vfs.Node;
import dev.byway.vfs.RenameHow;
import dev.byway.vfs.Renamed;
import dev.byway.vfs.Vfs;
import org.jspecify.annotations.Nullable;

/// Finds names, from memory as long as their directory is believed to be the same, and keeps track
/// of those that this client makes and removes.
final class Directories {
  private final CachingVfs vfs;
  private final Vfs next;
  private final InodeTable inodes;
  private final Cache cache;
  private final LookupCache kept;

  Directories(CachingVfs vfs, Vfs next, InodeTable inodes, Cache cache) {
    this.vfs = vfs;
    this.next = next;
    this.inodes = inodes;
    this.cache = cache;
    this.kept = cache.options.noac() ? LookupCache.NONE : cache.options.lookupCache();
  }

  Entry lookup(Caller caller, Node directory, Name name) throws ErrnoException {
    if (name.isSpecial() || kept == LookupCache.NONE) {
      long begun = System.nanoTime();
      return vfs.learned(next.lookup(caller, directory, name), begun);
    }
    Inode parent = inodes.of(directory);
    if (parent.attributes.fresh() == null) {
      vfs.fetch(caller, parent, null);
    }
    Names.Dentry dentry = parent.names().get(name);
    if (dentry != null && vfs.maySearch(caller, parent)) {
      Entry entry = known(caller, dentry, parent, name);
      if (entry != null) {
        cache.counters.nameHits.increment();
        return entry;
      }
    }
    return ask(caller, parent, name);
  }

  /// @return null when it turns out to be wrong
  private @Nullable Entry known(Caller caller, Names.Dentry dentry, Inode parent, Name name)
      throws ErrnoException {
    Node node = dentry.node();
    if (node == null) {
      cache.counters.nameHits.increment();
      throw Errno.ENOENT.exception();
    }
    try {
      return new Entry(node, vfs.getattr(caller, node));
    } catch (ErrnoException e) {
      if (e.errno() != Errno.ESTALE) {
        throw e;
      }
      parent.names().unknown(name);
      return null;
    }
  }

  private Entry ask(Caller caller, Inode parent, Name name) throws ErrnoException {
    cache.counters.nameMisses.increment();
    long token = parent.names().begin();
    long begun = System.nanoTime();
    try {
      Entry found = next.lookup(caller, parent.node, name);
      parent.names().learn(token, name, found.node());
      return vfs.learned(found, begun);
    } catch (ErrnoException e) {
      if (e.errno() == Errno.ENOENT && kept == LookupCache.ALL) {
        parent.names().learn(token, name, null);
      }
      throw e;
    }
  }

  /// As [Vfs#readdir] with `plus`: names and attributes are remembered.
  boolean list(Caller caller, Node directory, long cookie, DirectoryVisitor visitor)
      throws ErrnoException {
    Inode parent = inodes.of(directory);
    if (kept != LookupCache.NONE && parent.attributes.fresh() == null) {
      vfs.fetch(caller, parent, null);
    }
    long token = parent.names().begin();
    long begun = System.nanoTime();
    return next.readdir(
        caller,
        directory,
        cookie,
        true,
        (name, fileid, at, entry) -> {
          if (entry == null) {
            return visitor.visit(name, fileid, at, null);
          }
          if (kept != LookupCache.NONE && !name.isSpecial()) {
            parent.names().learn(token, name, entry.node());
          }
          return visitor.visit(name, fileid, at, vfs.learned(entry, begun));
        });
  }

  /// A call that makes a name.
  interface Making {
    Created run() throws ErrnoException;
  }

  Created make(Caller caller, Node directory, Name name, Making making) throws ErrnoException {
    vfs.needOpen();
    CachingVfs.mayWait(caller);
    Inode parent = inodes.of(directory);
    long token = parent.names().changing();
    Created made;
    long begun = System.nanoTime();
    try {
      made = making.run();
    } catch (ErrnoException e) {
      failed(parent, name);
      throw e;
    }
    parent.attributes.changed(made.directory());
    parent.names().changed(token, name, made.entry().node());
    Entry entry = vfs.learned(made.entry(), begun);
    return new Created(entry, made.directory(), made.file(), made.fresh());
  }

  /// A call that removes a name.
  interface Removing {
    Change run() throws ErrnoException;
  }

  Change remove(Caller caller, Node directory, Name name, Removing removing) throws ErrnoException {
    vfs.needOpen();
    CachingVfs.mayWait(caller);
    Inode parent = inodes.of(directory);
    Node victim = find(caller, parent, name);
    long token = parent.names().changing();
    try {
      Change change = removing.run();
      parent.attributes.changed(change);
      removed(parent, token, name);
      return change;
    } catch (ErrnoException e) {
      failed(parent, name);
      throw e;
    } finally {
      lostName(victim, parent);
    }
  }

  Renamed rename(
      Caller caller, Node fromDirectory, Name from, Node toDirectory, Name to, RenameHow how)
      throws ErrnoException {
    vfs.needOpen();
    CachingVfs.mayWait(caller);
    Inode source = inodes.of(fromDirectory);
    Inode target = inodes.of(toDirectory);
    Node moved = find(caller, source, from);
    Node victim = find(caller, target, to);
    long sourceToken = source.names().changing();
    long targetToken = source == target ? sourceToken : target.names().changing();
    try {
      Renamed renamed = next.rename(caller, fromDirectory, from, toDirectory, to, how);
      source.attributes.changed(renamed.from());
      if (source != target) {
        target.attributes.changed(renamed.to());
      }
      boolean moves = how != RenameHow.EXCHANGE && source != target;
      if (moved == null || moved.equals(victim) || !moves) {
        source.names().unknown(from);
        target.names().unknown(to);
      } else {
        removed(source, sourceToken, from);
        target.names().changed(targetToken, to, moved);
      }
      return renamed;
    } catch (ErrnoException e) {
      failed(source, from);
      failed(target, to);
      throw e;
    } finally {
      touched(moved);
      if (how == RenameHow.REPLACE) {
        lostName(victim, target);
      } else {
        touched(victim);
      }
    }
  }

  private void removed(Inode parent, long token, Name name) {
    if (kept == LookupCache.ALL) {
      parent.names().changed(token, name, null);
    } else {
      parent.names().unknown(name);
    }
  }

  private static void failed(Inode parent, Name name) {
    parent.names().unknown(name);
    parent.attributes.expire();
  }

  /// The node of this name, as well as can be known.
  @Nullable Node find(Caller caller, Inode parent, Name name) {
    if (name.isSpecial()) {
      return null;
    }
    Names.Dentry dentry = parent.names().get(name);
    if (dentry != null && dentry.node() != null) {
      return dentry.node();
    }
    try {
      return next.lookup(caller, parent.node, name).node();
    } catch (ErrnoException e) {
      return null; // the call that follows says why
    }
  }

  /// A call of ours changed the attributes of a node, and did not say how.
  void touched(@Nullable Node node) {
    Inode inode = node == null ? null : inodes.find(node);
    if (inode != null) {
      inode.attributes.changedUnseen();
    } else {
      inodes.changedUnknown();
    }
  }

  /// An open file without a name tells other attributes than its node, which is gone or hidden.
  private void lostName(@Nullable Node node, Inode parent) {
    Inode inode = node == null ? null : inodes.find(node);
    if (inode != null) {
      Attributes last = inode.attributes.last();
      if (inode.opens > 0 && (last == null || last.isRegular())) {
        inode.attributes.neverKeep();
        inode.lostNameIn = parent;
      }
      inode.attributes.changedUnseen();
    } else {
      inodes.changedUnknown();
    }
  }
}
