package dev.byway.nio;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.vfs.Attributes;
import dev.byway.vfs.Caller;
import dev.byway.vfs.Change;
import dev.byway.vfs.Node;
import dev.byway.vfs.OpenFile;
import dev.byway.vfs.OpenHow;
import dev.byway.vfs.SetAttributes;
import dev.byway.vfs.Stability;
import dev.byway.vfs.Vfs;
import dev.byway.vfs.Written;
import java.nio.ByteBuffer;

/// A directory opened for reading, as open(2) does it: there is nothing to read, but programs force
/// it, so that the names in it are on stable storage.
record DirectoryFile(Vfs room, Node node) implements OpenFile {
  @Override
  public OpenHow how() {
    return OpenHow.READ;
  }

  @Override
  public int read(Caller caller, ByteBuffer dst, long offset) throws ErrnoException {
    throw Errno.EISDIR.exception();
  }

  @Override
  public Written write(Caller caller, ByteBuffer src, long offset, Stability stability)
      throws ErrnoException {
    throw Errno.EBADF.exception();
  }

  @Override
  public long commit(Caller caller, long offset, long count) throws ErrnoException {
    room.fsync(caller, node);
    return 0;
  }

  @Override
  public Attributes getattr(Caller caller) throws ErrnoException {
    return room.getattr(caller, node);
  }

  @Override
  public Change setattr(Caller caller, SetAttributes attributes) throws ErrnoException {
    return room.setattr(caller, node, attributes, null, false);
  }

  /// Holds nothing.
  @Override
  public void close() {}
}
