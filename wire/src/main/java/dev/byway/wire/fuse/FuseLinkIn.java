package dev.byway.wire.fuse;

import dev.byway.wire.WireException;

/// LINK; the new name follows.
///
///     struct fuse_link_in { uint64_t oldnodeid; };
public record FuseLinkIn(long oldNodeId) {
  /// Bytes on the wire.
  public static final int SIZE = 8;

  public static FuseLinkIn decode(FuseReader reader) throws WireException {
    return new FuseLinkIn(reader.int64());
  }

  public void encode(FuseWriter writer) {
    writer.int64(oldNodeId);
  }
}
