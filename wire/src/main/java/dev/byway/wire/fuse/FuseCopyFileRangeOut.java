package dev.byway.wire.fuse;

import dev.byway.wire.WireException;

/// Reply to COPY_FILE_RANGE_64.
///
///     struct fuse_copy_file_range_out { uint64_t bytes_copied; };
public record FuseCopyFileRangeOut(long bytesCopied) {
  /// Bytes on the wire.
  public static final int SIZE = 8;

  public static FuseCopyFileRangeOut decode(FuseReader reader) throws WireException {
    return new FuseCopyFileRangeOut(reader.int64());
  }

  public void encode(FuseWriter writer) {
    writer.int64(bytesCopied);
  }
}
