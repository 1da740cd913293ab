package dev.byway.wire.fuse;

import dev.byway.wire.WireException;

/// STATX.
///
///     struct fuse_statx_in { uint32_t getattr_flags; uint32_t reserved; uint64_t fh;
///         uint32_t sx_flags; uint32_t sx_mask; };
///
/// @param sxFlags AT_STATX_ of statx(2)
/// @param sxMask STATX_ of statx(2)
public record FuseStatxIn(int getattrFlags, long fh, int sxFlags, int sxMask) {
  /// Bytes on the wire.
  public static final int SIZE = 24;

  public static FuseStatxIn decode(FuseReader reader) throws WireException {
    int getattrFlags = reader.int32();
    reader.skip(4);
    long fh = reader.int64();
    int sxFlags = reader.int32();
    int sxMask = reader.int32();
    return new FuseStatxIn(getattrFlags, fh, sxFlags, sxMask);
  }

  public void encode(FuseWriter writer) {
    writer.int32(getattrFlags);
    writer.zeros(4);
    writer.int64(fh);
    writer.int32(sxFlags);
    writer.int32(sxMask);
  }
}
