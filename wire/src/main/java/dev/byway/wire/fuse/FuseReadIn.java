package dev.byway.wire.fuse;

import dev.byway.wire.WireException;

/// READ, READDIR and READDIRPLUS.
///
///     struct fuse_read_in { uint64_t fh; uint64_t offset; uint32_t size;
///         uint32_t read_flags; uint64_t lock_owner; uint32_t flags; uint32_t padding; };
///
/// @param offset bytes; in a directory, `off` of the last [FuseDirent], or 0
/// @param size most bytes of data in the reply
/// @param flags O_ of the open file
public record FuseReadIn(long fh, long offset, int size, int readFlags, long lockOwner, int flags) {
  public static final int FUSE_READ_LOCKOWNER = 1 << 1;

  /// Bytes on the wire.
  public static final int SIZE = 40;

  public static FuseReadIn decode(FuseReader reader) throws WireException {
    long fh = reader.int64();
    long offset = reader.int64();
    int size = reader.int32();
    int readFlags = reader.int32();
    long lockOwner = reader.int64();
    int flags = reader.int32();
    reader.skip(4);
    return new FuseReadIn(fh, offset, size, readFlags, lockOwner, flags);
  }

  public void encode(FuseWriter writer) {
    writer.int64(fh);
    writer.int64(offset);
    writer.int32(size);
    writer.int32(readFlags);
    writer.int64(lockOwner);
    writer.int32(flags);
    writer.zeros(4);
  }
}
