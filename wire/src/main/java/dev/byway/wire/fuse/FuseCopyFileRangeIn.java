package dev.byway.wire.fuse;

import dev.byway.wire.WireException;

/// COPY_FILE_RANGE and COPY_FILE_RANGE_64: copy_file_range(2) from the header's node.
///
///     struct fuse_copy_file_range_in { uint64_t fh_in; uint64_t off_in;
///         uint64_t nodeid_out; uint64_t fh_out; uint64_t off_out; uint64_t len;
///         uint64_t flags; };
public record FuseCopyFileRangeIn(
    long fhIn, long offIn, long nodeIdOut, long fhOut, long offOut, long len, long flags) {
  /// Bytes on the wire.
  public static final int SIZE = 56;

  public static FuseCopyFileRangeIn decode(FuseReader reader) throws WireException {
    return new FuseCopyFileRangeIn(
        reader.int64(),
        reader.int64(),
        reader.int64(),
        reader.int64(),
        reader.int64(),
        reader.int64(),
        reader.int64());
  }

  public void encode(FuseWriter writer) {
    writer.int64(fhIn);
    writer.int64(offIn);
    writer.int64(nodeIdOut);
    writer.int64(fhOut);
    writer.int64(offOut);
    writer.int64(len);
    writer.int64(flags);
  }
}
