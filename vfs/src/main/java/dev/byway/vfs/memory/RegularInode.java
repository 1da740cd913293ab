package dev.byway.vfs.memory;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.vfs.Attributes;
import dev.byway.vfs.Caller;
import dev.byway.vfs.Change;
import dev.byway.vfs.Fallocate;
import dev.byway.vfs.OpenHow;
import dev.byway.vfs.Seek;
import dev.byway.vfs.Stability;
import dev.byway.vfs.Written;
import java.nio.ByteBuffer;

/// A regular file. Readers share its lock, writers have it alone: a read sees all of a write or
/// nothing.
final class RegularInode extends Inode {
  /// Most bytes of one copy, and of what is copied at once.
  private static final long COPY_MAX = 64 << 20;

  private static final int COPY_PIECE = 64 << 10;

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

  Change fallocate(Caller caller, Fallocate how, long offset, long count) throws ErrnoException {
    if (count > volume.limits.fileSize() - offset) {
      throw Errno.EFBIG.exception();
    }
    long stamp = lock.writeLock();
    try {
      needData();
      switch (how) {
        case ALLOCATE, ALLOCATE_KEEP_SIZE -> {
          if (!pages.allocate(offset, count)) {
            throw Errno.ENOSPC.exception();
          }
        }
        case PUNCH_HOLE, ZERO_RANGE, ZERO_RANGE_KEEP_SIZE -> pages.punch(offset, offset + count);
      }
      Draft draft = new Draft(attributes()).modified(volume.now());
      if (how.isExtending()) {
        draft.size = Math.max(draft.size, offset + count);
      }
      draft.used = pages.used();
      if (!Permissions.isRoot(caller)) {
        draft.mode = Permissions.dropSetId(caller, draft.mode, draft.gid);
      }
      return become(draft.changed());
    } finally {
      lock.unlockWrite(stamp);
    }
  }

  /// Piece by piece: each is read and written as a whole, the range is not.
  Written copy(Caller caller, long offset, RegularInode to, long toOffset, long count)
      throws ErrnoException {
    Attributes before = to.attributes();
    long there = Math.clamp(attributes().size() - offset, 0, Math.min(count, COPY_MAX));
    if (to == this && offset < toOffset + there && toOffset < offset + there) {
      throw Errno.EINVAL.exception();
    }
    var last =
        new Written(0, Stability.UNSTABLE, new Change(before, before, true), volume.verifier);
    ByteBuffer piece = ByteBuffer.allocate((int) Math.min(there, COPY_PIECE));
    int done = 0;
    while (done < there) {
      piece.clear().limit((int) Math.min(there - done, piece.capacity()));
      if (read(piece, offset + done) == 0) {
        break;
      }
      piece.flip();
      try {
        last = to.write(caller, piece, toOffset + done, Stability.UNSTABLE);
      } catch (ErrnoException e) {
        if (done == 0) {
          throw e;
        }
        break;
      }
      done += last.count();
      if (piece.hasRemaining()) {
        break;
      }
    }
    boolean atomic = done == last.count();
    Attributes first = atomic ? last.change().before() : before;
    var change = new Change(first, last.change().after(), atomic);
    return new Written(done, Stability.UNSTABLE, change, volume.verifier);
  }

  long seek(Seek what, long offset) throws ErrnoException {
    long stamp = lock.readLock();
    try {
      needData();
      long size = attributes().size();
      if (offset < 0 || offset >= size) {
        throw Errno.ENXIO.exception();
      }
      long found =
          switch (what) {
            case DATA -> pages.nextData(offset);
            case HOLE -> Math.min(pages.nextHole(offset), size);
          };
      if (found >= size && what == Seek.DATA) {
        throw Errno.ENXIO.exception();
      }
      return found;
    } finally {
      lock.unlockRead(stamp);
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
