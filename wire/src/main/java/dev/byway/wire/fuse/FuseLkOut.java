package dev.byway.wire.fuse;

import dev.byway.wire.WireException;

/// Reply to GETLK: a lock in the way, or F_UNLCK.
///
///     struct fuse_lk_out { struct fuse_file_lock lk; };
public record FuseLkOut(FuseFileLock lk) {
  /// Bytes on the wire.
  public static final int SIZE = 24;

  public static FuseLkOut decode(FuseReader reader) throws WireException {
    return new FuseLkOut(FuseFileLock.decode(reader));
  }

  public void encode(FuseWriter writer) {
    lk.encode(writer);
  }
}
