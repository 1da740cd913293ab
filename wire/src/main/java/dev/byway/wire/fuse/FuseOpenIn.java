package dev.byway.wire.fuse;

import dev.byway.wire.WireException;

/// OPEN and OPENDIR.
///
///     struct fuse_open_in { uint32_t flags; uint32_t open_flags; };
///
/// @param flags O_ of open(2), without O_CREAT and O_EXCL; O_TRUNC only where FUSE_ATOMIC_O_TRUNC
///     was agreed
/// @param openFlags [#FUSE_OPEN_KILL_SUIDGID]
public record FuseOpenIn(int flags, int openFlags) {
  /// With O_TRUNC: drop set-id bits, the caller has no CAP_FSETID.
  public static final int FUSE_OPEN_KILL_SUIDGID = 1 << 0;

  /// Bytes on the wire.
  public static final int SIZE = 8;

  public static FuseOpenIn decode(FuseReader reader) throws WireException {
    return new FuseOpenIn(reader.int32(), reader.int32());
  }

  public void encode(FuseWriter writer) {
    writer.int32(flags);
    writer.int32(openFlags);
  }
}
