package dev.byway.wire.fuse;

import dev.byway.wire.WireException;

/// MKDIR; a name follows.
///
///     struct fuse_mkdir_in { uint32_t mode; uint32_t umask; };
public record FuseMkdirIn(int mode, int umask) {
  /// Bytes on the wire.
  public static final int SIZE = 8;

  public static FuseMkdirIn decode(FuseReader reader) throws WireException {
    return new FuseMkdirIn(reader.int32(), reader.int32());
  }

  public void encode(FuseWriter writer) {
    writer.int32(mode);
    writer.int32(umask);
  }
}
