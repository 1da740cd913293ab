package dev.byway.vfs;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.vfs.lock.ByteRange;
import dev.byway.vfs.lock.HeldLock;
import dev.byway.vfs.lock.LockKind;
import dev.byway.vfs.lock.LockOwner;
import dev.byway.vfs.lock.LockWait;
import dev.byway.vfs.lock.LockWaiter;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// An open regular file: Linux's file. What the caller may do was decided when it was opened; it
/// works on when the file loses its last name or its permissions change. I/O by any number of
/// threads at once, without an offset of its own.
public interface OpenFile extends AutoCloseable {
  Node node();

  OpenHow how();

  /// Reads into the buffer from its position, at most to its limit, and moves the position by what
  /// was read. Direct buffers are read into without a copy.
  ///
  /// With [Caller#nowait]: what is in memory, EAGAIN when nothing of it is.
  ///
  /// @param offset bytes from the start, not negative
  /// @return bytes read; 0 at the end of the file or when the buffer is full; fewer than asked only
  ///     at the end or when the caller cannot wait
  /// @throws ErrnoException EBADF not open for reading, or closed; EINVAL negative offset; EIO;
  ///     EAGAIN
  int read(Caller caller, ByteBuffer dst, long offset) throws ErrnoException;

  /// Writes what the buffer has from its position to its limit, and moves the position by what was
  /// written. Drops set-id bits unless the superuser writes. Nothing to write changes nothing.
  ///
  /// @throws ErrnoException EBADF not open for writing, or closed; EINVAL negative offset; EFBIG;
  ///     ENOSPC; EDQUOT; EIO; EROFS; EAGAIN
  Written write(Caller caller, ByteBuffer src, long offset, Stability stability)
      throws ErrnoException;

  /// Puts what was written in this range on stable storage.
  ///
  /// @param count bytes from `offset`, 0 for all to the end
  /// @return the write verifier: a value that changes when data written [Stability#UNSTABLE] may
  ///     have been lost, in which case the writer writes it again (RFC 1813 §3.3.21)
  /// @throws ErrnoException EIO, ENOSPC and EDQUOT also for earlier writes
  long commit(Caller caller, long offset, long count) throws ErrnoException;

  /// As [Vfs#getattr], of a file that may have no name left.
  Attributes getattr(Caller caller) throws ErrnoException;

  /// What the file was like when it was opened, where the room learned that by opening it and would
  /// have to ask for it now. Null, the default: nobody knows, [#getattr] does.
  default @Nullable Attributes attributesAtOpen() {
    return null;
  }

  /// As [Vfs#setattr]; setting the size needs the file open for writing (EBADF) and
  /// nothing more.
  Change setattr(Caller caller, SetAttributes attributes) throws ErrnoException;

  /// Allocates, frees or zeroes a range. Drops set-id bits as a write does. A failure (ENOSPC) may
  /// have done a part.
  ///
  /// @param count bytes from `offset`, more than 0
  /// @throws ErrnoException EBADF not open for writing, or closed; EINVAL negative offset
  ///     or nothing to do; EFBIG; ENOSPC; EDQUOT; EIO; ENOTSUP (the default)
  default Change fallocate(Caller caller, Fallocate how, long offset, long count)
      throws ErrnoException {
    throw Errno.ENOTSUP.exception();
  }

  /// Copies a range of this file into another one of the same room, or elsewhere into this one, as
  /// copy_file_range(2): the data does not come here, and where the file system can, both files
  /// share it from then on. Otherwise as a write of [Stability#UNSTABLE] to the other file.
  ///
  /// @param to open for writing
  /// @param count bytes, more than 0; a room may do fewer in one call
  /// @return of `to`; the count is 0 at the end of this file
  /// @throws ErrnoException EBADF this file is not open for reading or `to` not for writing, or one
  ///     is closed; EINVAL negative offset, nothing to do, or ranges of one file that overlap;
  ///     EXDEV `to` is of another room; EFBIG; ENOSPC; EDQUOT; EIO; ENOTSUP (the default)
  default Written copyFileRange(Caller caller, long offset, OpenFile to, long toOffset, long count)
      throws ErrnoException {
    throw Errno.ENOTSUP.exception();
  }

  /// Finds where data begins or ends, as lseek(2) with SEEK_DATA and SEEK_HOLE. Rooms may tell
  /// zeros as data, but never data as a hole.
  ///
  /// @param offset where to begin
  /// @return the first offset from there on, itself included, of what is sought; a hole is at the
  ///     latest at the end of the file
  /// @throws ErrnoException ENXIO negative, at or after the end, or no data from there on; EBADF
  ///     closed; ENOTSUP (the default)
  default long seek(Caller caller, Seek what, long offset) throws ErrnoException {
    throw Errno.ENOTSUP.exception();
  }

  /// Finds the lock that keeps an owner from this one, as F_GETLK.
  ///
  /// @return one of those in the way, null: there is none
  /// @throws ErrnoException EBADF closed; ENOTSUP (the default)
  default @Nullable HeldLock testLock(
      Caller caller, LockOwner owner, LockKind kind, ByteRange range) throws ErrnoException {
    throw Errno.ENOTSUP.exception();
  }

  /// Takes an advisory lock if nothing is in the way, as F_SETLK: every byte of the range is locked
  /// in this way afterwards, whatever the owner held there. Locks of all doors of a room conflict;
  /// flock(2) is a lock of the whole file whose owner is the open file.
  ///
  /// Locks are the owner's and not this open file's, but who holds some keeps an open file, by
  /// which to give them up before it is closed: what a room does about others is its own affair.
  ///
  /// @return null: taken; otherwise a lock in the way, and nothing has changed
  /// @throws ErrnoException EBADF closed, or not open for reading (READ) or writing (WRITE); ENOLCK
  ///     too many; EAGAIN the caller cannot wait (never that it is locked); ENOTSUP (the default)
  default @Nullable HeldLock lock(Caller caller, LockOwner owner, LockKind kind, ByteRange range)
      throws ErrnoException {
    throw Errno.ENOTSUP.exception();
  }

  /// Takes an advisory lock as soon as nothing is in the way, as F_SETLKW but without waiting for
  /// it. Who waits is served in the order of coming, as far as the locks allow.
  ///
  /// @param waiter told once of what becomes of it, unless the lock is taken at once or the wait
  ///     cancelled
  /// @return null: taken
  /// @throws ErrnoException as [#lock]; EDEADLK who holds it waits for a lock of this owner
  default @Nullable LockWait awaitLock(
      Caller caller, LockOwner owner, LockKind kind, ByteRange range, LockWaiter waiter)
      throws ErrnoException {
    throw Errno.ENOTSUP.exception();
  }

  /// Gives up what an owner has locked in a range, if anything. Waits go on.
  ///
  /// @throws ErrnoException EBADF closed; ENOLCK a lock would have to be split, and there are too
  ///     many; ENOTSUP (the default)
  default void unlock(Caller caller, LockOwner owner, ByteRange range) throws ErrnoException {
    throw Errno.ENOTSUP.exception();
  }

  /// What close(2) does on a network file system, before [#close], which cannot tell of failures:
  /// sends what this room still holds back of the file's data, and reports what became of earlier
  /// writes if this open file has not been told yet. Rooms that hold nothing back do nothing.
  ///
  /// @throws ErrnoException EIO, ENOSPC, EDQUOT, ESTALE of an earlier write, each told once to each
  ///     open file; EBADF closed; EINTR
  default void flush(Caller caller) throws ErrnoException {}

  /// Whether reads and writes are system calls on the file itself, so that keeping its data a
  /// second time is of no use. May change while the file is open.
  default boolean isNear() {
    return false;
  }

  /// A kernel descriptor of this very file, for uses of this process that last longer than a call
  /// and are not taken back: mapping it as memory, giving it to the kernel (FUSE passthrough). It
  /// shares its open file description with this open file, so its offset and flags are nobody's to
  /// change. What this room holds back is not in it: [#flush] first. Where this room was only lent
  /// the descriptor itself, it may be asked to give it back, and the holder does not learn of it.
  ///
  /// @param access no more than [#how]
  /// @throws ErrnoException ENOTSUP (the default) there is none, or none now; EBADF closed
  default LentFile lent(OpenHow access) throws ErrnoException {
    throw Errno.ENOTSUP.exception();
  }

  /// Idempotent. Calls under way finish, later ones throw EBADF. Data held back is sent first, as
  /// by [#flush].
  @Override
  void close();
}
