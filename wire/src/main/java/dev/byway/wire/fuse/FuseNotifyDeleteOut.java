package dev.byway.wire.fuse;

import dev.byway.wire.WireException;

/// FUSE_NOTIFY_DELETE: a name of a node was removed. The name and a NUL follow.
///
///     struct fuse_notify_delete_out { uint64_t parent; uint64_t child; uint32_t namelen;
///         uint32_t padding; };
public record FuseNotifyDeleteOut(long parent, long child, int namelen) {
  /// Bytes on the wire.
  public static final int SIZE = 24;

  public static FuseNotifyDeleteOut decode(FuseReader reader) throws WireException {
    long parent = reader.int64();
    long child = reader.int64();
    int namelen = reader.int32();
    reader.skip(4);
    return new FuseNotifyDeleteOut(parent, child, namelen);
  }

  public void encode(FuseWriter writer) {
    writer.int64(parent);
    writer.int64(child);
    writer.int32(namelen);
    writer.zeros(4);
  }
}
