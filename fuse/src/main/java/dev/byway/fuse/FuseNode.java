package dev.byway.fuse;

import dev.byway.base.ErrnoException;
import dev.byway.vfs.Attributes;
import dev.byway.vfs.Node;
import dev.byway.vfs.lock.LockOwner;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// A node that the kernel knows: its inode. One for all names of a file.
final class FuseNode {
  private static final VarHandle LOOKUPS;

  static {
    try {
      LOOKUPS = MethodHandles.lookup().findVarHandle(FuseNode.class, "lookups", long.class);
    } catch (ReflectiveOperationException impossible) {
      throw new ExceptionInInitializerError(impossible);
    }
  }

  final Node node;

  long generation;

  /// Set once, after the generation and before the kernel is told of the node.
  volatile long id;

  /// References that the kernel holds. 0: it has forgotten the node, for good.
  @SuppressWarnings("UnusedVariable")
  private volatile long lookups = 1;

  /// The kernel was told of a mode with set-id bits.
  volatile boolean setId;

  /// Open files for which the kernel has the file behind open, and those that it caches. Guarded by
  /// this node's monitor.
  int passing;

  int caching;

  /// Of the file behind, while [#passing].
  int backingId;

  /// Who may have locked the file, and by which open file last. Null: nobody ever did.
  private volatile @Nullable ConcurrentHashMap<LockOwner, OpenHandle> lockers;

  /// What the file was like when the kernel last had reason to believe its cached data.
  private volatile @Nullable Attributes cached;

  /// Size and mtime that the kernel was told last.
  private volatile long toldSize = -1;

  private volatile long toldMtime;

  /// Until then the kernel may believe what a listing of this directory told of all in it;
  /// [System#nanoTime]. Only while [#listed].
  private volatile long listedUntil;

  private volatile boolean listed;

  FuseNode(Node node) {
    this.node = node;
  }

  /// One more reference.
  ///
  /// @return false when the kernel has forgotten this node
  boolean retain() {
    long count = (long) LOOKUPS.getVolatile(this);
    while (count > 0) {
      long witness = (long) LOOKUPS.compareAndExchange(this, count, count + 1);
      if (witness == count) {
        return true;
      }
      count = witness;
    }
    return false;
  }

  /// @return whether this was the last of the references
  boolean forget(long count) {
    long before = (long) LOOKUPS.getAndAdd(this, -count);
    return before > 0 && before - count <= 0;
  }

  boolean hasLockers() {
    return lockers != null;
  }

  ConcurrentHashMap<LockOwner, OpenHandle> lockers() {
    ConcurrentHashMap<LockOwner, OpenHandle> known = lockers;
    if (known != null) {
      return known;
    }
    synchronized (this) {
      known = lockers;
      if (known == null) {
        known = new ConcurrentHashMap<>();
        lockers = known;
      }
      return known;
    }
  }

  /// Set-id bits went by a write: else the kernel would believe in the mode that it knows.
  void setIdDropped(Notices notices) throws ErrnoException {
    if (setId) {
      setId = false;
      notices.attributesChanged(this);
    }
  }

  void told(Attributes attributes) {
    toldSize = attributes.size();
    toldMtime = attributes.mtime();
  }

  /// Whether the kernel believes in another size or mtime.
  boolean isToldOtherThan(Attributes now) {
    return toldSize != now.size() || toldMtime != now.mtime();
  }

  /// A part of a listing of this directory, with attributes, was told.
  ///
  /// @param nanos for how long it holds
  /// @param first it is the first part
  void listed(long nanos, boolean first) {
    long until = System.nanoTime() + nanos;
    if (first || until - listedUntil < 0) {
      listedUntil = until;
    }
    listed = nanos > 0 && (first || listed);
  }

  boolean isListed() {
    return listed && listedUntil - System.nanoTime() > 0;
  }

  /// A file is opened that is like this now.
  ///
  /// @return whether what the kernel has cached of it is still good
  boolean keepsCache(Attributes now) {
    Attributes before = cached;
    cached = now;
    return before != null
        && before.change() == now.change()
        && before.mtime() == now.mtime()
        && before.ctime() == now.ctime()
        && before.size() == now.size();
  }
}
