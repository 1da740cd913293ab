package dev.byway.vfs;

import dev.byway.base.ErrnoException;
import dev.byway.vfs.lock.ByteRange;
import dev.byway.vfs.lock.HeldLock;
import dev.byway.vfs.lock.LockKind;
import dev.byway.vfs.lock.LockOwner;
import dev.byway.vfs.lock.LockWait;
import dev.byway.vfs.lock.LockWaiter;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// Hands every call to another open file: for decorators that change what files do.
public abstract class ForwardingOpenFile implements OpenFile {
  private final OpenFile next;

  /// @param next closed with this file
  protected ForwardingOpenFile(OpenFile next) {
    this.next = next;
  }

  protected final OpenFile next() {
    return next;
  }

  @Override
  public Node node() {
    return next.node();
  }

  @Override
  public OpenHow how() {
    return next.how();
  }

  @Override
  public int read(Caller caller, ByteBuffer dst, long offset) throws ErrnoException {
    return next.read(caller, dst, offset);
  }

  @Override
  public Written write(Caller caller, ByteBuffer src, long offset, Stability stability)
      throws ErrnoException {
    return next.write(caller, src, offset, stability);
  }

  @Override
  public long commit(Caller caller, long offset, long count) throws ErrnoException {
    return next.commit(caller, offset, count);
  }

  @Override
  public Attributes getattr(Caller caller) throws ErrnoException {
    return next.getattr(caller);
  }

  @Override
  public @Nullable Attributes attributesAtOpen() {
    return next.attributesAtOpen();
  }

  @Override
  public Change setattr(Caller caller, SetAttributes attributes) throws ErrnoException {
    return next.setattr(caller, attributes);
  }

  @Override
  public Change fallocate(Caller caller, Fallocate how, long offset, long count)
      throws ErrnoException {
    return next.fallocate(caller, how, offset, count);
  }

  /// Of another file like this one the room gets the file behind it.
  @Override
  public Written copyFileRange(Caller caller, long offset, OpenFile to, long toOffset, long count)
      throws ErrnoException {
    OpenFile target =
        to instanceof ForwardingOpenFile same && same.getClass() == getClass() ? same.next : to;
    return next.copyFileRange(caller, offset, target, toOffset, count);
  }

  @Override
  public long seek(Caller caller, Seek what, long offset) throws ErrnoException {
    return next.seek(caller, what, offset);
  }

  @Override
  public @Nullable HeldLock testLock(Caller caller, LockOwner owner, LockKind kind, ByteRange range)
      throws ErrnoException {
    return next.testLock(caller, owner, kind, range);
  }

  @Override
  public @Nullable HeldLock lock(Caller caller, LockOwner owner, LockKind kind, ByteRange range)
      throws ErrnoException {
    return next.lock(caller, owner, kind, range);
  }

  @Override
  public @Nullable LockWait awaitLock(
      Caller caller, LockOwner owner, LockKind kind, ByteRange range, LockWaiter waiter)
      throws ErrnoException {
    return next.awaitLock(caller, owner, kind, range, waiter);
  }

  @Override
  public void unlock(Caller caller, LockOwner owner, ByteRange range) throws ErrnoException {
    next.unlock(caller, owner, range);
  }

  @Override
  public void flush(Caller caller) throws ErrnoException {
    next.flush(caller);
  }

  @Override
  public boolean isNear() {
    return next.isNear();
  }

  @Override
  public LentFile lent(OpenHow access) throws ErrnoException {
    return next.lent(access);
  }

  @Override
  public void close() {
    next.close();
  }
}
