package dev.byway.vfs.memory;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.vfs.Attributes;
import dev.byway.vfs.Caller;
import dev.byway.vfs.Change;
import dev.byway.vfs.Fallocate;
import dev.byway.vfs.Node;
import dev.byway.vfs.OpenFile;
import dev.byway.vfs.OpenHow;
import dev.byway.vfs.Seek;
import dev.byway.vfs.SetAttributes;
import dev.byway.vfs.Stability;
import dev.byway.vfs.Written;
import dev.byway.vfs.lock.ByteRange;
import dev.byway.vfs.lock.HeldLock;
import dev.byway.vfs.lock.LockGround;
import dev.byway.vfs.lock.LockKind;
import dev.byway.vfs.lock.LockOwner;
import dev.byway.vfs.lock.LockWait;
import dev.byway.vfs.lock.LockWaiter;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// An open file of a [MemoryVfs]; it counts as one of its inode's open files until it is closed.
final class MemoryOpenFile implements OpenFile {
  private final RegularInode inode;
  private final OpenHow how;
  private final AtomicBoolean closed = new AtomicBoolean();

  /// The inode has counted it already.
  MemoryOpenFile(RegularInode inode, OpenHow how) {
    this.inode = inode;
    this.how = how;
  }

  @Override
  public Node node() {
    return inode;
  }

  @Override
  public OpenHow how() {
    return how;
  }

  @Override
  public int read(Caller caller, ByteBuffer dst, long offset) throws ErrnoException {
    need(how.read());
    needOffset(offset);
    return inode.read(dst, offset);
  }

  @Override
  public Written write(Caller caller, ByteBuffer src, long offset, Stability stability)
      throws ErrnoException {
    need(how.write());
    needOffset(offset);
    return inode.write(caller, src, offset, stability);
  }

  @Override
  public long commit(Caller caller, long offset, long count) throws ErrnoException {
    need(true);
    needOffset(offset);
    needOffset(count);
    return inode.volume.verifier;
  }

  @Override
  public Attributes getattr(Caller caller) throws ErrnoException {
    need(true);
    return inode.attributes();
  }

  @Override
  public Change setattr(Caller caller, SetAttributes attributes) throws ErrnoException {
    need(attributes.size() == null || how.write());
    return inode.setattr(caller, attributes, null, true);
  }

  @Override
  public Change fallocate(Caller caller, Fallocate how, long offset, long count)
      throws ErrnoException {
    need(this.how.write());
    if (offset < 0 || count <= 0) {
      throw Errno.EINVAL.exception();
    }
    return inode.fallocate(caller, how, offset, count);
  }

  @Override
  public Written copyFileRange(Caller caller, long offset, OpenFile to, long toOffset, long count)
      throws ErrnoException {
    need(how.read());
    if (!(to instanceof MemoryOpenFile target) || target.inode.volume != inode.volume) {
      throw Errno.EXDEV.exception();
    }
    target.need(target.how.write());
    if (offset < 0 || toOffset < 0 || count <= 0) {
      throw Errno.EINVAL.exception();
    }
    return inode.copy(caller, offset, target.inode, toOffset, count);
  }

  @Override
  public long seek(Caller caller, Seek what, long offset) throws ErrnoException {
    need(true);
    return inode.seek(what, offset);
  }

  @Override
  public @Nullable HeldLock testLock(Caller caller, LockOwner owner, LockKind kind, ByteRange range)
      throws ErrnoException {
    need(true);
    return inode.volume.locks.test(inode, LockGround.Source.NONE, owner, kind, range);
  }

  @Override
  public @Nullable HeldLock lock(Caller caller, LockOwner owner, LockKind kind, ByteRange range)
      throws ErrnoException {
    needFor(kind);
    return inode.volume.locks.lock(inode, LockGround.Source.NONE, owner, kind, range);
  }

  @Override
  public @Nullable LockWait awaitLock(
      Caller caller, LockOwner owner, LockKind kind, ByteRange range, LockWaiter waiter)
      throws ErrnoException {
    needFor(kind);
    return inode.volume.locks.await(inode, LockGround.Source.NONE, owner, kind, range, waiter);
  }

  private void needFor(LockKind kind) throws ErrnoException {
    need(kind == LockKind.READ ? how.read() : how.write());
  }

  @Override
  public void unlock(Caller caller, LockOwner owner, ByteRange range) throws ErrnoException {
    need(true);
    inode.volume.locks.unlock(inode, owner, range);
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      inode.closed();
    }
  }

  private void need(boolean allowed) throws ErrnoException {
    if (!allowed || closed.get() || inode.volume.isClosed()) {
      throw Errno.EBADF.exception();
    }
  }

  private static void needOffset(long offset) throws ErrnoException {
    if (offset < 0) {
      throw Errno.EINVAL.exception();
    }
  }
}
