package dev.byway.wire.fuse;

import dev.byway.wire.WireException;

/// FORGET: the kernel gives references to a node back. There is no reply.
///
///     struct fuse_forget_in { uint64_t nlookup; };
///
/// @param nlookup how many
public record FuseForgetIn(long nlookup) {
  /// Bytes on the wire.
  public static final int SIZE = 8;

  public static FuseForgetIn decode(FuseReader reader) throws WireException {
    return new FuseForgetIn(reader.int64());
  }

  public void encode(FuseWriter writer) {
    writer.int64(nlookup);
  }
}
