package dev.byway.wire.fuse;

import dev.byway.wire.WireException;

/// WRITE; `size` bytes of data follow.
///
///     struct fuse_write_in { uint64_t fh; uint64_t offset; uint32_t size;
///         uint32_t write_flags; uint64_t lock_owner; uint32_t flags; uint32_t padding; };
///
/// @param flags O_ of the open file
public record FuseWriteIn(
    long fh, long offset, int size, int writeFlags, long lockOwner, int flags) {
  /// Of the page cache, at any time: the open file is a guess, and so is the caller.
  public static final int FUSE_WRITE_CACHE = 1 << 0;

  public static final int FUSE_WRITE_LOCKOWNER = 1 << 1;

  /// Drop set-id bits, the caller has no CAP_FSETID.
  public static final int FUSE_WRITE_KILL_SUIDGID = 1 << 2;

  /// Bytes on the wire.
  public static final int SIZE = 40;

  public static FuseWriteIn decode(FuseReader reader) throws WireException {
    long fh = reader.int64();
    long offset = reader.int64();
    int size = reader.int32();
    int writeFlags = reader.int32();
    long lockOwner = reader.int64();
    int flags = reader.int32();
    reader.skip(4);
    return new FuseWriteIn(fh, offset, size, writeFlags, lockOwner, flags);
  }

  public void encode(FuseWriter writer) {
    writer.int64(fh);
    writer.int64(offset);
    writer.int32(size);
    writer.int32(writeFlags);
    writer.int64(lockOwner);
    writer.int32(flags);
    writer.zeros(4);
  }
}
