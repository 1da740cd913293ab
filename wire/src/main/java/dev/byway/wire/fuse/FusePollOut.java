package dev.byway.wire.fuse;

import dev.byway.wire.WireException;

/// Reply to POLL.
///
///     struct fuse_poll_out { uint32_t revents; uint32_t padding; };
public record FusePollOut(int revents) {
  /// Bytes on the wire.
  public static final int SIZE = 8;

  public static FusePollOut decode(FuseReader reader) throws WireException {
    int revents = reader.int32();
    reader.skip(4);
    return new FusePollOut(revents);
  }

  public void encode(FuseWriter writer) {
    writer.int32(revents);
    writer.zeros(4);
  }
}
