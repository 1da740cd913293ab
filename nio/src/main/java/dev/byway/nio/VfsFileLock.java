package dev.byway.nio;

import dev.byway.vfs.lock.ByteRange;
import java.io.IOException;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.Channel;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import org.jspecify.annotations.Nullable;

/// A locked range, until it is released or its channel closed: kept from other channels of this
/// file system by [Locks], from everybody else by the room, where that has locks.
final class VfsFileLock extends FileLock {
  private final FileData data;
  private volatile boolean valid = true;

  private VfsFileLock(
      FileChannel channel, FileData data, long position, long size, boolean shared) {
    super(channel, position, size, shared);
    this.data = data;
  }

  private VfsFileLock(
      AsynchronousFileChannel channel, FileData data, long position, long size, boolean shared) {
    super(channel, position, size, shared);
    this.data = data;
  }

  /// @param size 0: to the end
  /// @throws java.nio.channels.OverlappingFileLockException this file system has locked some of it
  static VfsFileLock claim(
      Channel channel, FileData data, long position, long size, boolean shared) {
    long length = size == 0 ? Long.MAX_VALUE - position : size;
    VfsFileLock lock =
        channel instanceof FileChannel file
            ? new VfsFileLock(file, data, position, length, shared)
            : new VfsFileLock((AsynchronousFileChannel) channel, data, position, length, shared);
    lock.locks().add(data.node(), lock);
    return lock;
  }

  private Locks locks() {
    return data.path().getFileSystem().locks();
  }

  /// Of a lock of no bytes (which `FileLock` allows): null.
  private @Nullable ByteRange range() {
    if (size() == 0) {
      return null;
    }
    boolean endless = position() + size() == Long.MAX_VALUE;
    return new ByteRange(position(), endless ? Long.MAX_VALUE : position() + size() - 1);
  }

  /// Takes what was claimed in the room too.
  ///
  /// @return false: somebody else has it, and there is no wait; the claim is gone
  boolean take(boolean wait) throws IOException {
    ByteRange range = range();
    boolean taken = false;
    try {
      taken = range == null || data.lock(range, isShared(), wait);
    } finally {
      if (!taken) {
        unclaim();
      }
    }
    return taken;
  }

  /// Of what was not taken in the room.
  void unclaim() {
    valid = false;
    locks().remove(data.node(), this);
  }

  /// Without asking whether the channel is open. In the room first: who claims the range next asks
  /// there as the same owner.
  void drop() throws IOException {
    valid = false;
    try {
      ByteRange range = range();
      if (range != null) {
        data.unlock(range);
      }
    } finally {
      locks().remove(data.node(), this);
    }
  }

  @Override
  public boolean isValid() {
    return valid;
  }

  @Override
  public void release() throws IOException {
    Channel channel = acquiredBy();
    if (!channel.isOpen()) {
      throw new ClosedChannelException();
    }
    if (valid) {
      drop();
    }
  }
}
