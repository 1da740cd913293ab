package dev.byway.wire.fuse;

import dev.byway.wire.WireException;

/// FSYNC and FSYNCDIR.
///
///     struct fuse_fsync_in { uint64_t fh; uint32_t fsync_flags; uint32_t padding; };
///
/// @param fsyncFlags [#FUSE_FSYNC_FDATASYNC]
public record FuseFsyncIn(long fh, int fsyncFlags) {
  /// The data only.
  public static final int FUSE_FSYNC_FDATASYNC = 1 << 0;

  /// Bytes on the wire.
  public static final int SIZE = 16;

  public static FuseFsyncIn decode(FuseReader reader) throws WireException {
    long fh = reader.int64();
    int fsyncFlags = reader.int32();
    reader.skip(4);
    return new FuseFsyncIn(fh, fsyncFlags);
  }

  public void encode(FuseWriter writer) {
    writer.int64(fh);
    writer.int32(fsyncFlags);
    writer.zeros(4);
  }
}
