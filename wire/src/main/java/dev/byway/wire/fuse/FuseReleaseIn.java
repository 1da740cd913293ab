package dev.byway.wire.fuse;

import dev.byway.wire.WireException;

/// RELEASE and RELEASEDIR: the last descriptor of an open file is closed, and nothing of it is
/// mapped any more. The reply is not looked at.
///
///     struct fuse_release_in { uint64_t fh; uint32_t flags; uint32_t release_flags;
///         uint64_t lock_owner; };
///
/// @param releaseFlags [#FUSE_RELEASE_FLUSH], [#FUSE_RELEASE_FLOCK_UNLOCK]
public record FuseReleaseIn(long fh, int flags, int releaseFlags, long lockOwner) {
  public static final int FUSE_RELEASE_FLUSH = 1 << 0;
  public static final int FUSE_RELEASE_FLOCK_UNLOCK = 1 << 1;

  /// Bytes on the wire.
  public static final int SIZE = 24;

  public static FuseReleaseIn decode(FuseReader reader) throws WireException {
    return new FuseReleaseIn(reader.int64(), reader.int32(), reader.int32(), reader.int64());
  }

  public void encode(FuseWriter writer) {
    writer.int64(fh);
    writer.int32(flags);
    writer.int32(releaseFlags);
    writer.int64(lockOwner);
  }
}
