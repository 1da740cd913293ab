package dev.byway.wire.fuse;

import dev.byway.wire.WireException;

/// One of the [FuseBatchForgetIn#count] that follow the request.
///
///     struct fuse_forget_one { uint64_t nodeid; uint64_t nlookup; };
public record FuseForgetOne(long nodeId, long nlookup) {
  /// Bytes on the wire.
  public static final int SIZE = 16;

  public static FuseForgetOne decode(FuseReader reader) throws WireException {
    return new FuseForgetOne(reader.int64(), reader.int64());
  }

  public void encode(FuseWriter writer) {
    writer.int64(nodeId);
    writer.int64(nlookup);
  }
}
