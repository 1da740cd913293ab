package dev.byway.vfs.local;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.linux.Descriptors;
import dev.byway.linux.Fd;
import dev.byway.linux.FileIo;
import dev.byway.linux.Statx;
import dev.byway.vfs.Attributes;
import dev.byway.vfs.Caller;
import dev.byway.vfs.Change;
import dev.byway.vfs.Fallocate;
import dev.byway.vfs.LentFile;
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
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// A descriptor of a regular file. Reads and writes are one system call on it, plus, for a write,
/// what tells the attributes before and after.
final class LocalOpenFile implements OpenFile {
  private static final int SET_ID = 06000;

  /// Most bytes of one copy, for it holds the file's lock.
  private static final long COPY_MAX = 64 << 20;

  private final Tree tree;
  private final Inode inode;
  private final Fd file;
  private final OpenHow how;
  private final AtomicBoolean closed = new AtomicBoolean();

  /// @param inode counted as open already
  LocalOpenFile(Tree tree, Inode inode, int fd, OpenHow how) {
    this.tree = tree;
    this.inode = inode;
    this.file = new Fd(fd);
    this.how = how;
    tree.openFiles.add(this);
  }

  @Override
  public Node node() {
    return inode.node;
  }

  @Override
  public OpenHow how() {
    return how;
  }

  @Override
  public int read(Caller caller, ByteBuffer dst, long offset) throws ErrnoException {
    int fd = acquire(how.read(), offset);
    try {
      if (!dst.hasRemaining() || offset > Long.MAX_VALUE - dst.remaining()) {
        // nothing can be there, but the kernel would call it invalid
        return 0;
      }
      if (!caller.nowait()) {
        return readAll(fd, dst, offset);
      }
      if (tree.fileSystem.inMemory()) {
        return FileIo.read(fd, dst, offset, 0);
      }
      if (!tree.nowait.reads()) {
        throw Errno.EAGAIN.exception();
      }
      return FileIo.read(fd, dst, offset, FileIo.RWF_NOWAIT);
    } catch (ErrnoException failure) {
      throw tree.nowait.read(caller, failure);
    } finally {
      file.release();
    }
  }

  private int acquire(boolean allowed, long offset) throws ErrnoException {
    if (!allowed) {
      throw Errno.EBADF.exception();
    }
    if (offset < 0) {
      throw Errno.EINVAL.exception();
    }
    return file.acquire();
  }

  /// A regular file gives fewer bytes than asked at its end, but also before a bad block: so a
  /// short answer is asked again.
  private static int readAll(int fd, ByteBuffer dst, long offset) throws ErrnoException {
    int done = FileIo.read(fd, dst, offset, 0);
    for (int last = done; last > 0 && dst.hasRemaining(); done += last) {
      last = FileIo.read(fd, dst, offset + done, 0);
    }
    return done;
  }

  @Override
  public Written write(Caller caller, ByteBuffer src, long offset, Stability stability)
      throws ErrnoException {
    int fd = acquire(how.write(), offset);
    try {
      if (!src.hasRemaining()) {
        Attributes now = attributes(fd);
        return new Written(0, stability, new Change(now, now, true), tree.writeVerifier);
      }
      if (offset > Long.MAX_VALUE - src.remaining()) {
        throw Errno.EFBIG.exception();
      }
      if (caller.nowait() && (stability != Stability.UNSTABLE || !mayWriteNowait())) {
        throw Errno.EAGAIN.exception();
      }
      int position = src.position();
      // before the data can be lost: a new verifier then tells the caller
      long verifier = tree.writeVerifier;
      Change change = writeLocked(caller, fd, src, offset);
      sync(fd, stability);
      return new Written(src.position() - position, stability, change, verifier);
    } catch (ErrnoException failure) {
      throw tree.nowait.write(caller, failure);
    } finally {
      file.release();
    }
  }

  private boolean mayWriteNowait() {
    return tree.fileSystem.inMemory() || tree.nowait.writes();
  }

  private Change writeLocked(Caller caller, int fd, ByteBuffer src, long offset)
      throws ErrnoException {
    ReentrantLock lock = tree.locks.lock(caller, inode.ino);
    try {
      Attributes before = attributes(fd);
      becomeWriter(caller, fd, before);
      if (!caller.nowait()) {
        writeAll(fd, src, offset);
      } else {
        FileIo.write(fd, src, offset, tree.fileSystem.inMemory() ? 0 : FileIo.RWF_NOWAIT);
      }
      Attributes after = attributes(fd);
      if (after.change() <= before.change()) {
        after = tree.changed(inode, before);
      }
      return new Change(before, after, true);
    } finally {
      tree.leave();
      lock.unlock();
    }
  }

  /// The kernel looks at who writes to drop set-id bits, and to keep the last blocks of the disk
  /// for root: where neither matters, the server itself will do, without becoming the caller.
  private void becomeWriter(Caller caller, int fd, Attributes before) throws ErrnoException {
    if ((before.mode() & SET_ID) != 0 || tree.reserve.isNear(fd)) {
      tree.become(caller);
    } else {
      tree.becomeSelf();
    }
  }

  /// An error after some bytes is the next write's to meet.
  private static void writeAll(int fd, ByteBuffer src, long offset) throws ErrnoException {
    int start = src.position();
    FileIo.write(fd, src, offset, 0);
    try {
      while (src.hasRemaining()) {
        if (FileIo.write(fd, src, offset + (src.position() - start), 0) == 0) {
          return;
        }
      }
    } catch (ErrnoException later) {
      return;
    }
  }

  private void sync(int fd, Stability stability) throws ErrnoException {
    try {
      switch (stability) {
        case UNSTABLE -> {}
        case DATA_SYNC -> FileIo.fdatasync(fd);
        case FILE_SYNC -> FileIo.fsync(fd);
      }
    } catch (ErrnoException lost) {
      tree.dataLost();
      throw lost;
    }
  }

  @Override
  public long commit(Caller caller, long offset, long count) throws ErrnoException {
    if (count < 0) {
      throw Errno.EINVAL.exception();
    }
    int fd = acquire(true, offset);
    try {
      tree.requirePatience(caller);
      long verifier = tree.writeVerifier;
      sync(fd, Stability.DATA_SYNC);
      return verifier;
    } finally {
      file.release();
    }
  }

  private Attributes attributes(int fd) throws ErrnoException {
    return tree.attributes(Statx.of(fd, Tree.STATX_MASK), inode.ahead);
  }

  @Override
  public Attributes getattr(Caller caller) throws ErrnoException {
    int fd = file.acquire();
    try {
      return attributes(fd);
    } finally {
      file.release();
    }
  }

  @Override
  public Change setattr(Caller caller, SetAttributes attributes) throws ErrnoException {
    int fd = file.acquire();
    try {
      if (attributes.size() != null && !how.write()) {
        throw Errno.EBADF.exception();
      }
      return tree.setting.setattr(caller, inode.node, attributes, null, false, fd);
    } finally {
      file.release();
    }
  }

  /// As the caller: the last blocks of the disk are root's.
  @Override
  public Change fallocate(Caller caller, Fallocate how, long offset, long count)
      throws ErrnoException {
    int fd = acquire(this.how.write(), offset);
    try {
      tree.requirePatience(caller);
      ReentrantLock lock = tree.locks.lock(caller, inode.ino);
      try {
        Attributes before = attributes(fd);
        tree.become(caller);
        FileIo.fallocate(fd, how.mode(), offset, count);
        Attributes after = attributes(fd);
        if (after.change() <= before.change()) {
          after = tree.changed(inode, before);
        }
        return new Change(before, after, true);
      } finally {
        tree.leave();
        lock.unlock();
      }
    } finally {
      file.release();
    }
  }

  @Override
  public Written copyFileRange(Caller caller, long offset, OpenFile to, long toOffset, long count)
      throws ErrnoException {
    if (!(to instanceof LocalOpenFile target) || target.tree != tree) {
      throw Errno.EXDEV.exception();
    }
    if (count <= 0) {
      throw Errno.EINVAL.exception();
    }
    int fd = acquire(how.read(), offset);
    try {
      int targetFd = target.acquire(target.how.write(), toOffset);
      try {
        tree.requirePatience(caller);
        if (toOffset > Long.MAX_VALUE - COPY_MAX) {
          throw Errno.EFBIG.exception();
        }
        // what reaches beyond the largest offset is beyond the end
        long most = Math.min(Math.min(count, COPY_MAX), Long.MAX_VALUE - offset);
        return target.copyLocked(caller, fd, offset, targetFd, toOffset, most);
      } finally {
        target.file.release();
      }
    } finally {
      file.release();
    }
  }

  private Written copyLocked(Caller caller, int from, long offset, int fd, long at, long count)
      throws ErrnoException {
    ReentrantLock lock = tree.locks.lock(caller, inode.ino);
    try {
      long verifier = tree.writeVerifier;
      Attributes before = attributes(fd);
      becomeWriter(caller, fd, before);
      int copied = count == 0 ? 0 : (int) FileIo.copyFileRange(from, offset, fd, at, count);
      Attributes after = copied == 0 ? before : attributes(fd);
      if (copied > 0 && after.change() <= before.change()) {
        after = tree.changed(inode, before);
      }
      return new Written(copied, Stability.UNSTABLE, new Change(before, after, true), verifier);
    } finally {
      tree.leave();
      lock.unlock();
    }
  }

  /// Moves the offset of the descriptor, by which nobody reads or writes.
  @Override
  public long seek(Caller caller, Seek what, long offset) throws ErrnoException {
    int fd = file.acquire();
    try {
      tree.requirePatience(caller);
      return FileIo.lseek(fd, offset, what == Seek.DATA ? FileIo.SEEK_DATA : FileIo.SEEK_HOLE);
    } finally {
      file.release();
    }
  }

  @Override
  public @Nullable HeldLock testLock(Caller caller, LockOwner owner, LockKind kind, ByteRange range)
      throws ErrnoException {
    needOpen(true);
    return tree.lockTable.test(inode.node, this::ground, owner, kind, range);
  }

  @Override
  public @Nullable HeldLock lock(Caller caller, LockOwner owner, LockKind kind, ByteRange range)
      throws ErrnoException {
    needOpen(kind == LockKind.READ ? how.read() : how.write());
    return tree.lockTable.lock(inode.node, this::ground, owner, kind, range);
  }

  @Override
  public @Nullable LockWait awaitLock(
      Caller caller, LockOwner owner, LockKind kind, ByteRange range, LockWaiter waiter)
      throws ErrnoException {
    needOpen(kind == LockKind.READ ? how.read() : how.write());
    return tree.lockTable.await(inode.node, this::ground, owner, kind, range, waiter);
  }

  @Override
  public void unlock(Caller caller, LockOwner owner, ByteRange range) throws ErrnoException {
    needOpen(true);
    tree.lockTable.unlock(inode.node, owner, range);
  }

  /// A file of this room's own process, and so of all its doors, has one description for locks.
  private LockGround ground(@Nullable LockGround current, LockKind kind) throws ErrnoException {
    if (current instanceof DiskLocks locks && locks.allows(kind)) {
      return locks;
    }
    int fd = file.acquire();
    try {
      return DiskLocks.of(fd, how);
    } finally {
      file.release();
    }
  }

  private void needOpen(boolean allowed) throws ErrnoException {
    if (!allowed || closed.get()) {
      throw Errno.EBADF.exception();
    }
  }

  @Override
  public LentFile lent(OpenHow access) throws ErrnoException {
    if (access.read() && !how.read() || access.write() && !how.write()) {
      throw Errno.EBADF.exception();
    }
    int fd = file.acquire();
    try {
      return new Lent(new Fd(Descriptors.dup(fd)), true);
    } finally {
      file.release();
    }
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      tree.openFiles.remove(this);
      boolean hasNames = hasNames();
      file.close();
      tree.inodes.closed(inode, hasNames);
    }
  }

  private boolean hasNames() {
    try {
      return Statx.of(file.number(), Tree.STATX_MASK).nlink() > 0;
    } catch (ErrnoException gone) {
      return false;
    }
  }
}
