package dev.byway.vfs.memory;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.vfs.Attributes;
import dev.byway.vfs.Caller;
import dev.byway.vfs.Change;
import dev.byway.vfs.OpenHow;
import dev.byway.vfs.Stability;
import dev.byway.vfs.Written;
import java.nio.ByteBuffer;

/// A regular file. Readers share its lock, writers have it alone: a read sees all of a write or
/// nothing.
final class RegularInode extends Inode {
  private final Pages pages;
  private int opens;

  RegularInode(Volume volume, Draft draft) {
    super(volume, draft);
    this.pages = new Pages(volume.space);
  }

  /// As open(2); with [OpenHow#ownerOverride] as NFSv3 servers decide it (RFC 1813 §4.4).
  MemoryOpenFile open(Caller caller, OpenHow how) throws ErrnoException {
    Attributes now = attributes();
    boolean owner = how.ownerOverride() && caller.uid() == now.uid();
    if (!owner && how.write()) {
      Permissions.need(caller, now, Permissions.WRITE);
    }
    if (!owner && how.read() && !Permissions.has(caller, now, Permissions.READ)) {
      Permissions.need(caller, now, how.ownerOverride() ? Permissions.EXECUTE : Permissions.READ);
    }
    return open(how);
  }

  /// Whatever the mode says.
  MemoryOpenFile open(OpenHow how) throws ErrnoException {
    opened();
    return new MemoryOpenFile(this, how);
  }

  private void opened() throws ErrnoException {
    long stamp = lock.writeLock();
    try {
      needAlive();
      opens++;
    } finally {
      lock.unlockWrite(stamp);
    }
  }

  void closed() {
    long stamp = lock.writeLock();
    try {
      opens--;
      if (opens == 0 && attributes().nlink() == 0) {
        vanish();
      }
    } finally {
      lock.unlockWrite(stamp);
    }
  }

  @Override
  boolean isHeldOpen() {
    return opens > 0;
  }

  int read(ByteBuffer dst, long offset) throws ErrnoException {
    long stamp = lock.readLock();
    int count;
    try {
      needData();
      long left = attributes().size() - offset;
      if (left <= 0) {
        return 0;
      }
      count = (int) Math.min(left, dst.remaining());
      pages.read(dst, offset, count);
    } finally {
      lock.unlockRead(stamp);
    }
    if (count > 0) {
      accessed();
    }
    return count;
  }

  Written write(Caller caller, ByteBuffer src, long offset, Stability stability)
      throws ErrnoException {
    long stamp = lock.writeLock();
    try {
      needData();
      Attributes before = attributes();
      if (!src.hasRemaining()) {
        return new Written(0, stability, new Change(before, before, true), volume.verifier);
      }
      if (offset >= volume.limits.fileSize()) {
        throw Errno.EFBIG.exception();
      }
      int wanted = (int) Math.min(src.remaining(), volume.limits.fileSize() - offset);
      int count = pages.write(src, offset, wanted);
      if (count == 0) {
        throw Errno.ENOSPC.exception();
      }
      Draft draft = new Draft(before).modified(volume.now());
      draft.size = Math.max(draft.size, offset + count);
      draft.used = pages.used();
      if (!Permissions.isRoot(caller)) {
        draft.mode = Permissions.dropSetId(caller, draft.mode, draft.gid);
      }
      return new Written(count, stability, become(draft.changed()), volume.verifier);
    } finally {
      lock.unlockWrite(stamp);
    }
  }

  /// The last open file may have been closed between its check and our lock.
  private void needData() throws ErrnoException {
    if (isGone()) {
      throw Errno.EBADF.exception();
    }
  }

  @Override
  void resized(Draft draft) {
    pages.truncate(draft.size);
    draft.used = pages.used();
  }

  @Override
  void release() {
    pages.truncate(0);
  }
}
