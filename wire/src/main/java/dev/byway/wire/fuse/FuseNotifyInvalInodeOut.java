package dev.byway.wire.fuse;

import dev.byway.wire.WireException;

/// FUSE_NOTIFY_INVAL_INODE: a node's attributes, and its data in a range, are not what the kernel
/// remembers.
///
///     struct fuse_notify_inval_inode_out { uint64_t ino; int64_t off; int64_t len; };
///
/// @param off bytes; negative: the attributes only
/// @param len bytes; 0 for all to the end
public record FuseNotifyInvalInodeOut(long nodeId, long off, long len) {
  /// Bytes on the wire.
  public static final int SIZE = 24;

  public static FuseNotifyInvalInodeOut decode(FuseReader reader) throws WireException {
    return new FuseNotifyInvalInodeOut(reader.int64(), reader.int64(), reader.int64());
  }

  public void encode(FuseWriter writer) {
    writer.int64(nodeId);
    writer.int64(off);
    writer.int64(len);
  }
}
