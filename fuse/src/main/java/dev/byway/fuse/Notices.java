package dev.byway.fuse;

import dev.byway.base.ErrnoException;
import dev.byway.linux.FuseDevice;
import dev.byway.vfs.Name;
import dev.byway.vfs.Node;
import dev.byway.wire.fuse.FuseNotify;
import dev.byway.wire.fuse.FuseNotifyInvalEntryOut;
import dev.byway.wire.fuse.FuseNotifyInvalInodeOut;
import dev.byway.wire.fuse.FuseOutHeader;
import dev.byway.wire.fuse.FuseWriter;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Tells the kernel that what it remembers is not so any more. It may wait for pages that are being
/// read, that is, for the threads that answer: so none of those may tell it anything.
final class Notices {
  private static final int SIZE = FuseOutHeader.SIZE + FuseNotifyInvalInodeOut.SIZE + Name.MAX + 1;

  private final FuseDevice device;
  private final NodeTable nodes;

  Notices(FuseDevice device, NodeTable nodes) {
    this.device = device;
    this.nodes = nodes;
  }

  /// Attributes and data.
  void changed(Node node) throws ErrnoException {
    FuseNode known = nodes.find(node);
    if (known != null) {
      changed(known, 0);
    }
  }

  /// Attributes only: that waits for nobody, so those who answer may say it too.
  void attributesChanged(FuseNode node) throws ErrnoException {
    changed(node, -1);
  }

  private void changed(FuseNode node, long offset) throws ErrnoException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment memory = arena.allocate(SIZE, Long.BYTES);
      int length = FuseOutHeader.SIZE + FuseNotifyInvalInodeOut.SIZE;
      FuseWriter writer = writer(memory, FuseNotify.FUSE_NOTIFY_INVAL_INODE, length);
      new FuseNotifyInvalInodeOut(node.id, offset, 0).encode(writer);
      device.write(memory, length);
    }
  }

  /// Whether there may be something to tell.
  boolean areOf(Node node) {
    return nodes.find(node) != null;
  }

  void changed(Node directory, Name name) throws ErrnoException {
    FuseNode known = nodes.find(directory);
    if (known == null) {
      return;
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment memory = arena.allocate(SIZE, Long.BYTES);
      int length = FuseOutHeader.SIZE + FuseNotifyInvalEntryOut.SIZE + name.length() + 1;
      FuseWriter writer = writer(memory, FuseNotify.FUSE_NOTIFY_INVAL_ENTRY, length);
      int flags = FuseNotifyInvalEntryOut.FUSE_EXPIRE_ONLY;
      new FuseNotifyInvalEntryOut(known.id, name.length(), flags).encode(writer);
      writer.bytes(name.unsafeBytes());
      writer.zeros(1);
      device.write(memory, length);
    }
  }

  private static FuseWriter writer(MemorySegment memory, FuseNotify notice, int length) {
    ByteBuffer buffer = memory.asByteBuffer().order(ByteOrder.nativeOrder());
    var writer = new FuseWriter(buffer);
    new FuseOutHeader(length, notice.code(), 0).encode(writer);
    return writer;
  }
}
