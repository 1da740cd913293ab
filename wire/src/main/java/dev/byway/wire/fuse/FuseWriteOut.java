package dev.byway.wire.fuse;

import dev.byway.wire.WireException;

/// Reply to WRITE and COPY_FILE_RANGE.
///
///     struct fuse_write_out { uint32_t size; uint32_t padding; };
///
/// @param size bytes written
public record FuseWriteOut(int size) {
  /// Bytes on the wire.
  public static final int SIZE = 8;

  public static FuseWriteOut decode(FuseReader reader) throws WireException {
    int size = reader.int32();
    reader.skip(4);
    return new FuseWriteOut(size);
  }

  public void encode(FuseWriter writer) {
    writer.int32(size);
    writer.zeros(4);
  }
}
