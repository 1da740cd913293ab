package dev.byway.wire.fuse;

import dev.byway.wire.WireException;

/// BATCH_FORGET: several FORGET in one; [FuseForgetOne] follow. There is no reply.
///
///     struct fuse_batch_forget_in { uint32_t count; uint32_t dummy; };
public record FuseBatchForgetIn(int count) {
  /// Bytes on the wire.
  public static final int SIZE = 8;

  public static FuseBatchForgetIn decode(FuseReader reader) throws WireException {
    int count = reader.int32();
    reader.skip(4);
    return new FuseBatchForgetIn(count);
  }

  public void encode(FuseWriter writer) {
    writer.int32(count);
    writer.zeros(4);
  }
}
