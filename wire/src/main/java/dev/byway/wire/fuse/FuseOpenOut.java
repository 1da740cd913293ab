package dev.byway.wire.fuse;

import dev.byway.wire.WireException;

/// Reply to OPEN and OPENDIR.
///
///     struct fuse_open_out { uint64_t fh; uint32_t open_flags; int32_t backing_id; };
///
/// @param fh what later requests on this open file say
/// @param openFlags FOPEN_
/// @param backingId with [#FOPEN_PASSTHROUGH], of FUSE_DEV_IOC_BACKING_OPEN
public record FuseOpenOut(long fh, int openFlags, int backingId) {
  /// Reads and writes do not go through the page cache.
  public static final int FOPEN_DIRECT_IO = 1 << 0;

  /// What the page cache has of the file is still right.
  public static final int FOPEN_KEEP_CACHE = 1 << 1;

  public static final int FOPEN_NONSEEKABLE = 1 << 2;

  /// The listing of this directory may be remembered.
  public static final int FOPEN_CACHE_DIR = 1 << 3;

  public static final int FOPEN_STREAM = 1 << 4;

  /// No FLUSH when a descriptor is closed.
  public static final int FOPEN_NOFLUSH = 1 << 5;

  /// Direct writes to one file may run side by side.
  public static final int FOPEN_PARALLEL_DIRECT_WRITES = 1 << 6;

  /// Reads and writes go to the file behind [#backingId].
  public static final int FOPEN_PASSTHROUGH = 1 << 7;

  /// Bytes on the wire.
  public static final int SIZE = 16;

  public static FuseOpenOut decode(FuseReader reader) throws WireException {
    return new FuseOpenOut(reader.int64(), reader.int32(), reader.int32());
  }

  public void encode(FuseWriter writer) {
    writer.int64(fh);
    writer.int32(openFlags);
    writer.int32(backingId);
  }
}
