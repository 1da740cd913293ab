package dev.byway.wire.fuse;

import dev.byway.wire.WireException;

/// LSEEK: only SEEK_DATA and SEEK_HOLE come.
///
///     struct fuse_lseek_in { uint64_t fh; uint64_t offset; uint32_t whence;
///         uint32_t padding; };
///
/// @param whence of lseek(2)
public record FuseLseekIn(long fh, long offset, int whence) {
  /// Bytes on the wire.
  public static final int SIZE = 24;

  public static FuseLseekIn decode(FuseReader reader) throws WireException {
    long fh = reader.int64();
    long offset = reader.int64();
    int whence = reader.int32();
    reader.skip(4);
    return new FuseLseekIn(fh, offset, whence);
  }

  public void encode(FuseWriter writer) {
    writer.int64(fh);
    writer.int64(offset);
    writer.int32(whence);
    writer.zeros(4);
  }
}
