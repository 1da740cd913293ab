package dev.byway.wire.fuse;

import dev.byway.wire.WireException;

/// RENAME; the old and the new name follow.
///
///     struct fuse_rename_in { uint64_t newdir; };
public record FuseRenameIn(long newdir) {
  /// Bytes on the wire.
  public static final int SIZE = 8;

  public static FuseRenameIn decode(FuseReader reader) throws WireException {
    return new FuseRenameIn(reader.int64());
  }

  public void encode(FuseWriter writer) {
    writer.int64(newdir);
  }
}
