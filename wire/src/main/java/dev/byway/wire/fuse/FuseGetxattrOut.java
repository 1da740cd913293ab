package dev.byway.wire.fuse;

import dev.byway.wire.WireException;

/// Reply to GETXATTR and LISTXATTR of size 0: how many bytes there are.
///
///     struct fuse_getxattr_out { uint32_t size; uint32_t padding; };
public record FuseGetxattrOut(int size) {
  /// Bytes on the wire.
  public static final int SIZE = 8;

  public static FuseGetxattrOut decode(FuseReader reader) throws WireException {
    int size = reader.int32();
    reader.skip(4);
    return new FuseGetxattrOut(size);
  }

  public void encode(FuseWriter writer) {
    writer.int32(size);
    writer.zeros(4);
  }
}
