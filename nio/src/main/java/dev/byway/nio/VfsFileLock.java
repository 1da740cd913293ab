package dev.byway.nio;

import dev.byway.vfs.Node;
import java.io.IOException;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.Channel;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;

/// A locked range, until it is released or its channel closed. See [Locks] for how far it reaches.
final class VfsFileLock extends FileLock {
  private final Locks locks;
  private final Node node;
  private volatile boolean valid = true;

  VfsFileLock(
      FileChannel channel, Locks locks, Node node, long position, long size, boolean shared) {
    super(channel, position, size, shared);
    this.locks = locks;
    this.node = node;
  }

  VfsFileLock(
      AsynchronousFileChannel channel,
      Locks locks,
      Node node,
      long position,
      long size,
      boolean shared) {
    super(channel, position, size, shared);
    this.locks = locks;
    this.node = node;
  }

  /// Without asking whether the channel is open.
  void drop() {
    valid = false;
    locks.remove(node, this);
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
