package dev.byway.wire.fuse;

import dev.byway.wire.WireException;

/// FUSE_NOTIFY_INVAL_ENTRY: a name is not what the kernel remembers. The name and a NUL follow.
///
///     struct fuse_notify_inval_entry_out { uint64_t parent; uint32_t namelen;
///         uint32_t flags; };
///
/// @param namelen without the NUL
/// @param flags [#FUSE_EXPIRE_ONLY]
public record FuseNotifyInvalEntryOut(long parent, int namelen, int flags) {
  /// Ask again at the next use, and leave what is mounted below in place.
  public static final int FUSE_EXPIRE_ONLY = 1 << 0;

  /// Bytes on the wire.
  public static final int SIZE = 16;

  public static FuseNotifyInvalEntryOut decode(FuseReader reader) throws WireException {
    return new FuseNotifyInvalEntryOut(reader.int64(), reader.int32(), reader.int32());
  }

  public void encode(FuseWriter writer) {
    writer.int64(parent);
    writer.int32(namelen);
    writer.int32(flags);
  }
}
