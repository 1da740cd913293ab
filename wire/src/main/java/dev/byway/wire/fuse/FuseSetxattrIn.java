package dev.byway.wire.fuse;

import dev.byway.wire.WireException;

/// SETXATTR, where FUSE_SETXATTR_EXT was agreed; the name and `size` bytes follow.
///
///     struct fuse_setxattr_in { uint32_t size; uint32_t flags; uint32_t setxattr_flags;
///         uint32_t padding; };
///
/// @param flags XATTR_CREATE, XATTR_REPLACE of setxattr(2)
public record FuseSetxattrIn(int size, int flags, int setxattrFlags) {
  /// Bytes on the wire.
  public static final int SIZE = 16;

  public static FuseSetxattrIn decode(FuseReader reader) throws WireException {
    int size = reader.int32();
    int flags = reader.int32();
    int setxattrFlags = reader.int32();
    reader.skip(4);
    return new FuseSetxattrIn(size, flags, setxattrFlags);
  }

  /// As it is where FUSE_SETXATTR_EXT was not agreed.
  public static FuseSetxattrIn decodeShort(FuseReader reader) throws WireException {
    return new FuseSetxattrIn(reader.int32(), reader.int32(), 0);
  }

  public void encode(FuseWriter writer) {
    writer.int32(size);
    writer.int32(flags);
    writer.int32(setxattrFlags);
    writer.zeros(4);
  }
}
