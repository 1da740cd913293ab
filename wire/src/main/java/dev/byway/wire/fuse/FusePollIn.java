package dev.byway.wire.fuse;

import dev.byway.wire.WireException;

/// POLL.
///
///     struct fuse_poll_in { uint64_t fh; uint64_t kh; uint32_t flags; uint32_t events; };
///
/// @param kh names the waiters in [FuseNotify#FUSE_NOTIFY_POLL]
/// @param events of poll(2)
public record FusePollIn(long fh, long kh, int flags, int events) {
  /// Tell when something changes.
  public static final int FUSE_POLL_SCHEDULE_NOTIFY = 1 << 0;

  /// Bytes on the wire.
  public static final int SIZE = 24;

  public static FusePollIn decode(FuseReader reader) throws WireException {
    return new FusePollIn(reader.int64(), reader.int64(), reader.int32(), reader.int32());
  }

  public void encode(FuseWriter writer) {
    writer.int64(fh);
    writer.int64(kh);
    writer.int32(flags);
    writer.int32(events);
  }
}
