package dev.byway.vfs;

import dev.byway.base.ErrnoException;
import java.nio.ByteBuffer;

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
  public Change setattr(Caller caller, SetAttributes attributes) throws ErrnoException {
    return next.setattr(caller, attributes);
  }

  @Override
  public Change fallocate(Caller caller, Fallocate how, long offset, long count)
      throws ErrnoException {
    return next.fallocate(caller, how, offset, count);
  }

  @Override
  public long seek(Caller caller, Seek what, long offset) throws ErrnoException {
    return next.seek(caller, what, offset);
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
