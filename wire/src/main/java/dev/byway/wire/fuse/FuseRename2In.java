package dev.byway.wire.fuse;

import dev.byway.wire.WireException;

/// RENAME2; the old and the new name follow.
///
///     struct fuse_rename2_in { uint64_t newdir; uint32_t flags; uint32_t padding; };
///
/// @param flags RENAME_ of renameat2(2)
public record FuseRename2In(long newdir, int flags) {
  public static final int RENAME_NOREPLACE = 1 << 0;
  public static final int RENAME_EXCHANGE = 1 << 1;
  public static final int RENAME_WHITEOUT = 1 << 2;

  /// Bytes on the wire.
  public static final int SIZE = 16;

  public static FuseRename2In decode(FuseReader reader) throws WireException {
    long newdir = reader.int64();
    int flags = reader.int32();
    reader.skip(4);
    return new FuseRename2In(newdir, flags);
  }

  public void encode(FuseWriter writer) {
    writer.int64(newdir);
    writer.int32(flags);
    writer.zeros(4);
  }
}
