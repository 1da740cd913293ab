package dev.byway.wire.fuse;

import dev.byway.wire.WireException;

/// GETATTR.
///
///     struct fuse_getattr_in { uint32_t getattr_flags; uint32_t dummy; uint64_t fh; };
///
/// @param getattrFlags [#FUSE_GETATTR_FH]: `fh` is an open file
public record FuseGetattrIn(int getattrFlags, long fh) {
  public static final int FUSE_GETATTR_FH = 1 << 0;

  /// Bytes on the wire.
  public static final int SIZE = 16;

  public static FuseGetattrIn decode(FuseReader reader) throws WireException {
    int getattrFlags = reader.int32();
    reader.skip(4);
    long fh = reader.int64();
    return new FuseGetattrIn(getattrFlags, fh);
  }

  public void encode(FuseWriter writer) {
    writer.int32(getattrFlags);
    writer.zeros(4);
    writer.int64(fh);
  }

  /// Whether [#fh] is an open file.
  public boolean hasFh() {
    return (getattrFlags & FUSE_GETATTR_FH) != 0;
  }
}
