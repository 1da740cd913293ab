package dev.byway.wire.fuse;

import dev.byway.wire.WireException;

/// CREATE: makes a regular file if need be, and opens it; a name follows. Comes when the kernel
/// knows of no such name.
///
///     struct fuse_create_in { uint32_t flags; uint32_t mode; uint32_t umask;
///         uint32_t open_flags; };
///
/// @param flags O_ of open(2)
public record FuseCreateIn(int flags, int mode, int umask, int openFlags) {
  /// Bytes on the wire.
  public static final int SIZE = 16;

  public static FuseCreateIn decode(FuseReader reader) throws WireException {
    return new FuseCreateIn(reader.int32(), reader.int32(), reader.int32(), reader.int32());
  }

  public void encode(FuseWriter writer) {
    writer.int32(flags);
    writer.int32(mode);
    writer.int32(umask);
    writer.int32(openFlags);
  }
}
