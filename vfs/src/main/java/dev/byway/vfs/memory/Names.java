package dev.byway.vfs.memory;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.vfs.Attributes;
import dev.byway.vfs.Caller;
import dev.byway.vfs.Change;
import dev.byway.vfs.CreateHow;
import dev.byway.vfs.Created;
import dev.byway.vfs.Entry;
import dev.byway.vfs.FileType;
import dev.byway.vfs.Name;
import dev.byway.vfs.OpenFile;
import dev.byway.vfs.OpenHow;
import dev.byway.vfs.SetAttributes;
import dev.byway.vfs.SetAttributes.SetTime;
import org.jspecify.annotations.Nullable;

/// Gives names to nodes and takes them away, one directory at a time. Every call holds the
/// directory's lock from its first check to its last change, so its [Change] is atomic.
final class Names {
  private final Volume volume;

  Names(Volume volume) {
    this.volume = volume;
  }

  Created create(
      Caller caller, DirectoryInode directory, Name name, CreateHow how, @Nullable OpenHow open)
      throws ErrnoException {
    long stamp = directory.lock.writeLock();
    try {
      DirectoryEntry there = search(caller, directory, name);
      if (there != null) {
        return take(caller, directory, there.inode(), how, open);
      }
      var what = new NewNode(FileType.REGULAR, 0, 0, null, attributes(how));
      return make(caller, directory, name, what, open);
    } finally {
      directory.lock.unlockWrite(stamp);
    }
  }

  /// A file without a name.
  OpenFile tmpfile(Caller caller, DirectoryInode directory, SetAttributes attributes, OpenHow open)
      throws ErrnoException {
    directory.needOpenToNew();
    Permissions.need(caller, directory.attributes(), Permissions.EXECUTE | Permissions.WRITE);
    volume.needSize(attributes.size());
    var what = new NewNode(FileType.REGULAR, 0, 0, null, attributes);
    long id = volume.inodes.nextId();
    Draft draft = what.draft(caller, directory.attributes(), id, volume.now());
    draft.nlink = 0;
    volume.space.takeFile(0);
    volume.space.giveBack(Space.NAME);
    var file = new RegularInode(volume, draft);
    file.isLinkable();
    MemoryOpenFile opened = file.open(open);
    volume.inodes.add(file);
    return opened;
  }

  Created make(Caller caller, DirectoryInode directory, Name name, NewNode what)
      throws ErrnoException {
    long stamp = directory.lock.writeLock();
    try {
      if (search(caller, directory, name) != null) {
        throw Errno.EEXIST.exception();
      }
      return make(caller, directory, name, what, null);
    } finally {
      directory.lock.unlockWrite(stamp);
    }
  }

  Created link(Caller caller, Inode inode, DirectoryInode directory, Name name)
      throws ErrnoException {
    long stamp = directory.lock.writeLock();
    try {
      if (search(caller, directory, name) != null) {
        throw Errno.EEXIST.exception();
      }
      Permissions.need(caller, directory.attributes(), Permissions.WRITE);
      volume.space.take(Space.NAME);
      try {
        inode.linked();
      } catch (ErrnoException e) {
        volume.space.giveBack(Space.NAME);
        throw e;
      }
      directory.put(name, inode);
      Change change = directory.changed(1, 0, volume.now());
      return new Created(new Entry(inode, inode.attributes()), change, null, false);
    } finally {
      directory.lock.unlockWrite(stamp);
    }
  }

  Change unlink(Caller caller, DirectoryInode directory, Name name) throws ErrnoException {
    long stamp = directory.lock.writeLock();
    try {
      DirectoryEntry entry = existing(caller, directory, name);
      Inode inode = entry.inode();
      Permissions.needDelete(caller, directory.attributes(), inode.attributes());
      if (inode.type() == FileType.DIRECTORY) {
        throw Errno.EISDIR.exception();
      }
      return drop(directory, entry, 0);
    } finally {
      directory.lock.unlockWrite(stamp);
    }
  }

  Change rmdir(Caller caller, DirectoryInode directory, Name name) throws ErrnoException {
    if (name.isDotDot()) {
      throw Errno.ENOTEMPTY.exception();
    }
    long stamp = directory.lock.writeLock();
    try {
      DirectoryEntry entry = existing(caller, directory, name);
      Permissions.needDelete(caller, directory.attributes(), entry.inode().attributes());
      if (!(entry.inode() instanceof DirectoryInode removed)) {
        throw Errno.ENOTDIR.exception();
      }
      removed.closeToNew();
      return drop(directory, entry, -1);
    } finally {
      directory.lock.unlockWrite(stamp);
    }
  }

  private Change drop(DirectoryInode directory, DirectoryEntry entry, int subdirectories) {
    long now = volume.now();
    directory.remove(entry);
    entry.inode().unlinked(now);
    volume.space.giveBack(Space.NAME);
    return directory.changed(-1, subdirectories, now);
  }

  /// What has the name now; the caller may search and the name may be made.
  private static @Nullable DirectoryEntry search(Caller caller, DirectoryInode directory, Name name)
      throws ErrnoException {
    directory.needOpenToNew();
    Permissions.need(caller, directory.attributes(), Permissions.EXECUTE);
    if (name.isSpecial()) {
      throw Errno.EINVAL.exception();
    }
    return directory.find(name);
  }

  private static DirectoryEntry existing(Caller caller, DirectoryInode directory, Name name)
      throws ErrnoException {
    DirectoryEntry entry = search(caller, directory, name);
    if (entry == null) {
      throw Errno.ENOENT.exception();
    }
    return entry;
  }

  private Created make(
      Caller caller, DirectoryInode directory, Name name, NewNode what, @Nullable OpenHow open)
      throws ErrnoException {
    Permissions.need(caller, directory.attributes(), Permissions.WRITE);
    volume.needSize(what.attributes().size());
    long now = volume.now();
    Draft draft = what.draft(caller, directory.attributes(), volume.inodes.nextId(), now);
    volume.space.takeFile(what.bytes());
    Inode inode = what.inode(volume, draft, directory);
    MemoryOpenFile file =
        open != null && inode instanceof RegularInode regular ? regular.open(open) : null;
    volume.inodes.add(inode);
    directory.put(name, inode);
    Change change = directory.changed(1, inode instanceof DirectoryInode ? 1 : 0, now);
    return new Created(new Entry(inode, inode.attributes()), change, file, true);
  }

  /// A create that finds the name taken.
  private Created take(
      Caller caller, DirectoryInode directory, Inode there, CreateHow how, @Nullable OpenHow open)
      throws ErrnoException {
    boolean repeated = false;
    switch (how) {
      case CreateHow.Guarded _ -> throw Errno.EEXIST.exception();
      case CreateHow.Exclusive exclusive -> {
        repeated = isMadeWith(there, exclusive.verifier());
        if (!repeated) {
          throw Errno.EEXIST.exception();
        }
      }
      case CreateHow.Unchecked _ -> {
        if (there.type() == FileType.DIRECTORY) {
          throw Errno.EISDIR.exception();
        }
      }
    }
    if (!(there instanceof RegularInode file)) {
      throw Errno.EEXIST.exception();
    }
    MemoryOpenFile opened = open == null ? null : reopen(caller, file, open, repeated);
    try {
      truncate(caller, file, how, open);
    } catch (ErrnoException e) {
      if (opened != null) {
        opened.close();
      }
      throw e;
    }
    Attributes same = directory.attributes();
    Entry entry = new Entry(file, file.attributes());
    return new Created(entry, new Change(same, same, true), opened, false);
  }

  private static MemoryOpenFile reopen(
      Caller caller, RegularInode file, OpenHow open, boolean repeated) throws ErrnoException {
    boolean owner = repeated && Permissions.isOwner(caller, file.attributes());
    return owner ? file.open(open) : file.open(caller, open);
  }

  private static void truncate(
      Caller caller, RegularInode file, CreateHow how, @Nullable OpenHow open)
      throws ErrnoException {
    if (how instanceof CreateHow.Unchecked unchecked && unchecked.attributes().size() != null) {
      SetAttributes size = SetAttributes.NONE.withSize(unchecked.attributes().size());
      boolean override = open != null && open.ownerOverride();
      file.setattr(caller, size, null, override && Permissions.isOwner(caller, file.attributes()));
    }
  }

  /// An exclusive create keeps its verifier in the times until the client sets them: 32 bits in the
  /// seconds of each, where every protocol can hold them.
  private static SetAttributes attributes(CreateHow how) {
    return switch (how) {
      case CreateHow.Unchecked unchecked -> unchecked.attributes();
      case CreateHow.Guarded guarded -> guarded.attributes();
      case CreateHow.Exclusive exclusive ->
          SetAttributes.ofMode(0)
              .withAtime(new SetTime.At(atimeOf(exclusive.verifier())))
              .withMtime(new SetTime.At(mtimeOf(exclusive.verifier())));
    };
  }

  private static boolean isMadeWith(Inode inode, long verifier) {
    Attributes now = inode.attributes();
    return now.isRegular()
        && now.size() == 0
        && now.atime() == atimeOf(verifier)
        && now.mtime() == mtimeOf(verifier);
  }

  private static long atimeOf(long verifier) {
    return (verifier >>> 32) * Attributes.SECOND;
  }

  private static long mtimeOf(long verifier) {
    return (verifier & 0xffff_ffffL) * Attributes.SECOND;
  }
}
