package dev.byway.wire.fuse;

import dev.byway.wire.WireException;

/// ACCESS: access(2), chdir(2). Not sent where the mount has `default_permissions`.
///
///     struct fuse_access_in { uint32_t mask; uint32_t padding; };
///
/// @param mask R_OK 4, W_OK 2, X_OK 1
public record FuseAccessIn(int mask) {
  /// Bytes on the wire.
  public static final int SIZE = 8;

  public static FuseAccessIn decode(FuseReader reader) throws WireException {
    int mask = reader.int32();
    reader.skip(4);
    return new FuseAccessIn(mask);
  }

  public void encode(FuseWriter writer) {
    writer.int32(mask);
    writer.zeros(4);
  }
}
