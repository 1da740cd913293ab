package dev.byway.wire.fuse;

import dev.byway.wire.WireException;

/// GETXATTR and LISTXATTR; of the first a name follows.
///
///     struct fuse_getxattr_in { uint32_t size; uint32_t padding; };
///
/// @param size most bytes of the reply; 0 asks for [FuseGetxattrOut]
public record FuseGetxattrIn(int size) {
  /// Bytes on the wire.
  public static final int SIZE = 8;

  public static FuseGetxattrIn decode(FuseReader reader) throws WireException {
    int size = reader.int32();
    reader.skip(4);
    return new FuseGetxattrIn(size);
  }

  public void encode(FuseWriter writer) {
    writer.int32(size);
    writer.zeros(4);
  }
}
