package dev.byway.wire.fuse;

import dev.byway.wire.WireException;

/// Reply to LSEEK.
///
///     struct fuse_lseek_out { uint64_t offset; };
public record FuseLseekOut(long offset) {
  /// Bytes on the wire.
  public static final int SIZE = 8;

  public static FuseLseekOut decode(FuseReader reader) throws WireException {
    return new FuseLseekOut(reader.int64());
  }

  public void encode(FuseWriter writer) {
    writer.int64(offset);
  }
}
