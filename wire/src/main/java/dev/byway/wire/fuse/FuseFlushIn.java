package dev.byway.wire.fuse;

import dev.byway.wire.WireException;

/// FLUSH: a descriptor is closed, maybe not the last one.
///
///     struct fuse_flush_in { uint64_t fh; uint64_t uint32_t unused, padding;
///         uint64_t lock_owner; };
public record FuseFlushIn(long fh, long lockOwner) {
  /// Bytes on the wire.
  public static final int SIZE = 24;

  public static FuseFlushIn decode(FuseReader reader) throws WireException {
    long fh = reader.int64();
    reader.skip(8);
    long lockOwner = reader.int64();
    return new FuseFlushIn(fh, lockOwner);
  }

  public void encode(FuseWriter writer) {
    writer.int64(fh);
    writer.zeros(8);
    writer.int64(lockOwner);
  }
}
