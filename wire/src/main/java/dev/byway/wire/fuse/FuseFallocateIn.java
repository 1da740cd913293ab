package dev.byway.wire.fuse;

import dev.byway.wire.WireException;

/// FALLOCATE.
///
///     struct fuse_fallocate_in { uint64_t fh; uint64_t offset; uint64_t length;
///         uint32_t mode; uint32_t padding; };
///
/// @param mode FALLOC_FL_ of fallocate(2)
public record FuseFallocateIn(long fh, long offset, long length, int mode) {
  /// Bytes on the wire.
  public static final int SIZE = 32;

  public static FuseFallocateIn decode(FuseReader reader) throws WireException {
    long fh = reader.int64();
    long offset = reader.int64();
    long length = reader.int64();
    int mode = reader.int32();
    reader.skip(4);
    return new FuseFallocateIn(fh, offset, length, mode);
  }

  public void encode(FuseWriter writer) {
    writer.int64(fh);
    writer.int64(offset);
    writer.int64(length);
    writer.int32(mode);
    writer.zeros(4);
  }
}
