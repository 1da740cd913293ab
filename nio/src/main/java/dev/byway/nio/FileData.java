package dev.byway.nio;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.vfs.Caller;
import dev.byway.vfs.Capabilities.Feature;
import dev.byway.vfs.LentFile;
import dev.byway.vfs.Node;
import dev.byway.vfs.OpenFile;
import dev.byway.vfs.OpenHow;
import dev.byway.vfs.SetAttributes;
import dev.byway.vfs.Stability;
import dev.byway.vfs.Written;
import dev.byway.vfs.lock.ByteRange;
import dev.byway.vfs.lock.LockKind;
import dev.byway.vfs.lock.LockWait;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedByInterruptException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.Nullable;

/// An open file behind a channel: data at offsets, for any number of threads.
///
/// What was written is put on stable storage by [#force], and by [#close] for what is left, as NFS
/// clients do: who closes a file without an error has it. When the server was restarted in between
/// and may have forgotten something, the one or the other says so.
final class FileData {
  private final VfsFileSystem files;
  private final VfsPath path;
  private final OpenFile file;
  private final HowToOpen how;
  private final @Nullable Runnable afterClose;
  private final Unstable unstable = new Unstable();
  private final Set<RoomLock> waiters = ConcurrentHashMap.newKeySet();
  private boolean interruptible;
  private int busy;
  private boolean closed;
  private volatile boolean interrupted;

  /// @param afterClose done once, when the file is closed
  FileData(VfsPath path, OpenFile file, HowToOpen how, @Nullable Runnable afterClose) {
    this.files = path.getFileSystem();
    this.path = path;
    this.file = file;
    this.how = how;
    this.afterClose = afterClose;
  }

  /// To be said before its first call: one that is interrupted closes the file.
  void closesWhenInterrupted() {
    interruptible = true;
  }

  VfsPath path() {
    return path;
  }

  HowToOpen how() {
    return how;
  }

  Node node() {
    return file.node();
  }

  private Caller caller() {
    return files.caller();
  }

  /// @return bytes read; -1 at the end of the file
  int read(ByteBuffer dst, long offset) throws IOException {
    if (dst.isReadOnly()) {
      throw new IllegalArgumentException("a read-only buffer to read into");
    }
    enter();
    try {
      int read = file.read(caller(), dst, offset);
      return read == 0 && dst.hasRemaining() ? -1 : read;
    } catch (ErrnoException e) {
      throw failure(e);
    } finally {
      exit();
    }
  }

  /// Writes all of it, or as much as there is room for.
  ///
  /// @return bytes written
  int write(ByteBuffer src, long offset) throws IOException {
    int start = src.position();
    enter();
    try {
      while (src.hasRemaining()) {
        long at = offset + (src.position() - start);
        Written written = file.write(caller(), src, at, how.stability());
        unstable.add(written);
        if (written.count() == 0) {
          throw Errno.EIO.exception("a write that writes nothing");
        }
      }
    } catch (ErrnoException e) {
      if (src.position() == start) {
        throw failure(e);
      }
    } finally {
      exit();
    }
    return src.position() - start;
  }

  /// Has the room copy to another file, as far as it can.
  ///
  /// @return bytes copied: fewer, perhaps none, at the end of this file or when the room cannot
  long copy(long offset, FileData to, long toOffset, long count) throws IOException {
    boolean can =
        files.room() == to.files.room()
            && files.room().capabilities().has(Feature.COPY_FILE_RANGE)
            && !to.how.append()
            && to.how.stability() == Stability.UNSTABLE;
    if (!can) {
      return 0;
    }
    enter();
    try {
      to.enter();
      try {
        return copyAll(offset, to, toOffset, count);
      } catch (ErrnoException e) {
        throw to.failure(e);
      } finally {
        to.exit();
      }
    } finally {
      exit();
    }
  }

  private long copyAll(long offset, FileData to, long toOffset, long count) throws ErrnoException {
    long done = 0;
    int last = 1;
    while (done < count && last > 0) {
      try {
        Written written =
            file.copyFileRange(caller(), offset + done, to.file, toOffset + done, count - done);
        to.unstable.add(written);
        last = written.count();
      } catch (ErrnoException e) {
        switch (e.errno()) {
          // reading and writing will do, or say what is wrong
          case ENOTSUP, EXDEV, EINVAL -> last = 0;
          default -> throw e;
        }
      }
      done += last;
    }
    return done;
  }

  /// Writes at the end of the file: after all that others have written there through this file
  /// system. Between clients there is no such order: NFSv3 cannot append.
  ///
  /// @return where the end is now
  long append(ByteBuffer src) throws IOException {
    Lock end = files.locks().endOf(node());
    end.lock();
    try {
      long size = size();
      return size + write(src, size);
    } finally {
      end.unlock();
    }
  }

  long size() throws IOException {
    enter();
    try {
      return file.getattr(caller()).size();
    } catch (ErrnoException e) {
      throw failure(e);
    } finally {
      exit();
    }
  }

  void resize(long size) throws IOException {
    enter();
    try {
      file.setattr(caller(), SetAttributes.ofSize(size));
    } catch (ErrnoException e) {
      throw failure(e);
    } finally {
      exit();
    }
  }

  /// Makes the file no longer than this.
  ///
  /// @return how long it is now, if nobody else changed that
  long shorten(long size) throws IOException {
    long now = size();
    if (size < now) {
      resize(size);
    }
    return Math.min(size, now);
  }

  /// @param metaData attributes too, not only what is needed to read the data back
  void force(boolean metaData) throws IOException {
    enter();
    try {
      if (how.write()) {
        unstable.commit(file, caller());
      }
      if (metaData || !how.write()) {
        files.room().fsync(caller(), node());
      }
    } catch (ErrnoException e) {
      throw failure(e);
    } finally {
      exit();
    }
  }

  /// The kernel's descriptor of the file, as far as the room has one. All that was written before
  /// is in the file.
  ///
  /// @return null when there is none
  @Nullable LentFile lentOrNull(OpenHow access) throws IOException {
    enter();
    try {
      if (how.write()) {
        file.flush(caller());
      }
      return file.lent(access);
    } catch (ErrnoException e) {
      if (e.errno() == Errno.ENOTSUP) {
        return null;
      }
      throw failure(e);
    } finally {
      exit();
    }
  }

  /// Locks a range in the room, for this process as a whole; nothing to do in a room without locks.
  ///
  /// @return false: somebody else has locked it, and there is no wait
  boolean lock(ByteRange range, boolean shared, boolean wait) throws IOException {
    if (!files.room().capabilities().has(Feature.LOCKS)) {
      return true;
    }
    LockKind kind = shared ? LockKind.READ : LockKind.WRITE;
    enterCounted();
    try {
      boolean had = true;
      if (wait) {
        awaitLock(kind, range);
      } else {
        had = file.lock(caller(), files.lockOwner(), kind, range) == null;
      }
      if (had && isClosed()) {
        // whoever closed has given up all locks, and this one may have come after that
        file.unlock(caller(), files.lockOwner(), range);
        throw new AsynchronousCloseException();
      }
      return had;
    } catch (ErrnoException e) {
      throw failure(e);
    } finally {
      exitCounted();
    }
  }

  private void awaitLock(LockKind kind, ByteRange range) throws ErrnoException {
    var waiter = new RoomLock();
    waiters.add(waiter);
    try {
      LockWait begun = file.awaitLock(caller(), files.lockOwner(), kind, range, waiter);
      if (begun != null) {
        waiter.began(begun);
        endIfClosed(waiter);
        waiter.await();
      }
    } finally {
      waiters.remove(waiter);
    }
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  private synchronized void endIfClosed(RoomLock waiter) {
    if (closed) {
      waiter.end();
    }
  }

  void unlock(ByteRange range) throws IOException {
    if (!files.room().capabilities().has(Feature.LOCKS)) {
      return;
    }
    try {
      file.unlock(caller(), files.lockOwner(), range);
    } catch (ErrnoException e) {
      throw failure(e);
    }
  }

  private IOException failure(ErrnoException e) {
    if (interruptible && e.errno() == Errno.EINTR) {
      interrupted = true;
      return new ClosedByInterruptException();
    }
    boolean gone;
    synchronized (this) {
      gone = closed;
    }
    return gone ? new AsynchronousCloseException() : Failures.of(e, path, null);
  }

  /// Only what may have left something to be committed is counted: the last one out closes.
  private void enter() throws IOException {
    if (how.write()) {
      enterCounted();
    }
  }

  private synchronized void enterCounted() throws IOException {
    if (closed) {
      throw new AsynchronousCloseException();
    }
    busy++;
  }

  private void exit() throws IOException {
    if (how.write()) {
      exitCounted();
    }
  }

  private void exitCounted() throws IOException {
    synchronized (this) {
      if (--busy > 0 || !closed) {
        return;
      }
    }
    finish();
  }

  /// Closes the file when the calls under way are done. After a call that was interrupted nothing
  /// is waited for any more: its thread was told so by an exception, and who interrupts must not
  /// hang. Idempotent.
  void close() throws IOException {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      waiters.forEach(RoomLock::end);
      if (busy > 0) {
        return;
      }
    }
    boolean before = !interrupted && Thread.interrupted();
    try {
      finish();
    } finally {
      if (before) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void finish() throws IOException {
    try {
      if (!interrupted && how.write()) {
        file.flush(caller());
        if (unstable.isAny()) {
          unstable.commit(file, caller());
        }
      }
    } catch (ErrnoException e) {
      throw Failures.of(e, path, null);
    } finally {
      file.close();
      if (afterClose != null) {
        afterClose.run();
      }
    }
  }
}
