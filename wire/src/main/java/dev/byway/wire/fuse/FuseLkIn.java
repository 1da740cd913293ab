package dev.byway.wire.fuse;

import dev.byway.wire.WireException;

/// GETLK, SETLK, SETLKW.
///
///     struct fuse_lk_in { uint64_t fh; uint64_t owner; struct fuse_file_lock lk;
///         uint32_t lk_flags; uint32_t padding; };
///
/// @param owner who locks
/// @param lkFlags [#FUSE_LK_FLOCK]
public record FuseLkIn(long fh, long owner, FuseFileLock lk, int lkFlags) {
  /// flock(2) rather than fcntl(2).
  public static final int FUSE_LK_FLOCK = 1 << 0;

  /// Bytes on the wire.
  public static final int SIZE = 48;

  public static FuseLkIn decode(FuseReader reader) throws WireException {
    long fh = reader.int64();
    long owner = reader.int64();
    FuseFileLock lk = FuseFileLock.decode(reader);
    int lkFlags = reader.int32();
    reader.skip(4);
    return new FuseLkIn(fh, owner, lk, lkFlags);
  }

  public void encode(FuseWriter writer) {
    writer.int64(fh);
    writer.int64(owner);
    lk.encode(writer);
    writer.int32(lkFlags);
    writer.zeros(4);
  }
}
