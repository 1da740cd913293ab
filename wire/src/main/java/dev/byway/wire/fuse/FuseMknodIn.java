package dev.byway.wire.fuse;

import dev.byway.wire.WireException;

/// MKNOD; a name follows.
///
///     struct fuse_mknod_in { uint32_t mode; uint32_t rdev; uint32_t umask;
///         uint32_t padding; };
///
/// @param mode type and permissions; not masked where FUSE_DONT_MASK was agreed
/// @param rdev see [Fuse#rdev]
public record FuseMknodIn(int mode, int rdev, int umask) {
  /// Bytes on the wire.
  public static final int SIZE = 16;

  public static FuseMknodIn decode(FuseReader reader) throws WireException {
    int mode = reader.int32();
    int rdev = reader.int32();
    int umask = reader.int32();
    reader.skip(4);
    return new FuseMknodIn(mode, rdev, umask);
  }

  public void encode(FuseWriter writer) {
    writer.int32(mode);
    writer.int32(rdev);
    writer.int32(umask);
    writer.zeros(4);
  }
}
