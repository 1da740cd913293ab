package dev.byway.client.cache;

import dev.byway.base.ErrnoException;
import dev.byway.vfs.Attributes;
import dev.byway.vfs.Caller;
import dev.byway.vfs.CreateHow;
import dev.byway.vfs.Created;
import dev.byway.vfs.Name;
import dev.byway.vfs.Node;
import dev.byway.vfs.OpenFile;
import dev.byway.vfs.OpenHow;
import dev.byway.vfs.SetAttributes;
import org.jspecify.annotations.Nullable;

/// How files are opened and closed: whether they have changed since, and whether they are cached at
/// all. Any thread.
final class Opening {
  private final CachingVfs vfs;
  private final Cache cache;
  private final InodeTable inodes;
  private final Directories directories;

  Opening(CachingVfs vfs, Cache cache, InodeTable inodes, Directories directories) {
    this.vfs = vfs;
    this.cache = cache;
    this.inodes = inodes;
    this.directories = directories;
  }

  OpenFile open(Caller caller, Node node, OpenHow how) throws ErrnoException {
    OpenFile file;
    long begun = System.nanoTime();
    try {
      file = vfs.below().open(caller, node, how);
    } catch (ErrnoException e) {
      throw vfs.told(node, e);
    }
    return cached(caller, file, begun, !cache.options.cto());
  }

  /// What a create made, with its open file as it is here.
  ///
  /// @param begun before the create; [System#nanoTime]
  Created opened(Caller caller, Created made, long begun) throws ErrnoException {
    OpenFile file = made.file();
    return file == null
        ? made
        : new Created(
            made.entry(),
            made.directory(),
            cached(caller, file, begun, made.fresh()),
            made.fresh());
  }

  OpenFile tmpfile(Caller caller, Node directory, SetAttributes attributes, OpenHow how)
      throws ErrnoException {
    long begun = System.nanoTime();
    OpenFile file = vfs.below().tmpfile(caller, directory, attributes, how);
    return cached(caller, file, begun, true);
  }

  /// An unchecked create may truncate what is there.
  Created create(Caller caller, Node directory, Name name, CreateHow how, @Nullable OpenHow open)
      throws ErrnoException {
    Long size = how instanceof CreateHow.Unchecked unchecked ? unchecked.attributes().size() : null;
    if (size == null) {
      return vfs.below().create(caller, directory, name, how, open);
    }
    Node there = directories.find(caller, inodes.of(directory), name);
    Inode inode = there == null ? null : inodes.find(there);
    FileData data = inode == null ? null : inode.data();
    Created made =
        data == null
            ? vfs.below().create(caller, directory, name, how, open)
            : data.quietly(() -> vfs.below().create(caller, directory, name, how, open));
    Inode taken = made.fresh() ? null : inodes.find(made.entry().node());
    FileData cut = taken == null ? null : taken.data();
    if (taken != null) {
      taken.attributes.changedUnseen();
    }
    if (cut != null) {
      cut.truncated(size);
    }
    return made;
  }

  /// @param begun before it was opened; [System#nanoTime]
  /// @param trusted what is known of its attributes is good enough
  private CachedFile cached(Caller caller, OpenFile file, long begun, boolean trusted)
      throws ErrnoException {
    Inode inode = inodes.opened(file.node());
    boolean near = file.isNear();
    FileData data = inode.makeData(cache);
    boolean good = false;
    try {
      if (near) {
        goNear(data);
      } else if (!trusted || inode.attributes.fresh() == null) {
        revalidate(caller, inode, file, begun);
      }
      good = true;
      return new CachedFile(vfs, cache, data, file, near);
    } finally {
      if (!good) {
        file.close();
        closed(inode, near);
      }
    }
  }

  /// Sees whether the file has changed since it was cached: an open file begins with what is there
  /// now. If our own writes keep us from telling, it counts as changed.
  private void revalidate(Caller caller, Inode inode, OpenFile file, long start)
      throws ErrnoException {
    Attributes atOpen = file.attributesAtOpen();
    if (atOpen != null
        && (inode.attributes.accept(start, atOpen) || inode.attributes.areSince(start))) {
      return;
    }
    Attributes now = null;
    for (int i = 0; i < CachingVfs.ASKED_AGAIN; i++) {
      long begun = System.nanoTime();
      now = file.getattr(caller);
      if (inode.attributes.accept(begun, now) || inode.attributes.areSince(start)) {
        return;
      }
      FileData data = inode.data();
      if (data != null) {
        data.flush.all(false); // so that no write of ours is on its way
      }
    }
    inode.lock.lock();
    try {
      inode.changedElsewhere();
      if (now != null) {
        inode.sizeIs(now.size());
      }
    } finally {
      inode.lock.unlock();
    }
  }

  /// The first open file that is near ends the caching of the file.
  private static void goNear(FileData data) throws ErrnoException {
    data.flush.all(true);
    data.quietly(
        () -> {
          data.lock().lock();
          try {
            data.nearOpened(1);
            data.invalidate();
          } finally {
            data.lock().unlock();
          }
          return data;
        });
  }

  void closed(Inode inode, boolean near) {
    FileData data = inode.data();
    if (near && data != null) {
      data.lock().lock();
      try {
        data.nearOpened(-1);
        inode.attributes.changedUnseen();
      } finally {
        data.lock().unlock();
      }
    }
    inodes.closed(inode);
    Inode directory = inode.lostNameIn;
    if (directory != null) {
      directory.attributes.changedUnseen();
    }
    if (inode.attributes.areNeverKept()) {
      inodes.forget(inode.node);
    }
  }
}
