package dev.byway.wire.fuse;

import dev.byway.wire.WireException;

/// INIT: the first request of a mount.
///
///     struct fuse_init_in { uint32_t major; uint32_t minor; uint32_t max_readahead;
///         uint32_t flags; uint32_t flags2; uint32_t unused[11]; };
///
/// @param maxReadahead bytes that the kernel would read ahead
/// @param flags low half of the flags that the kernel knows
/// @param flags2 high half, where FUSE_INIT_EXT is among the low ones
public record FuseInitIn(int major, int minor, int maxReadahead, int flags, int flags2) {
  /// Bytes on the wire.
  public static final int SIZE = 64;

  public static FuseInitIn decode(FuseReader reader) throws WireException {
    int major = reader.int32();
    int minor = reader.int32();
    int maxReadahead = reader.int32();
    int flags = reader.int32();
    int flags2 = reader.int32();
    reader.skip(44);
    return new FuseInitIn(major, minor, maxReadahead, flags, flags2);
  }

  public void encode(FuseWriter writer) {
    writer.int32(major);
    writer.int32(minor);
    writer.int32(maxReadahead);
    writer.int32(flags);
    writer.int32(flags2);
    writer.zeros(44);
  }

  /// Both halves of the flags, bits of [FuseInit].
  public long allFlags() {
    long low = Integer.toUnsignedLong(flags);
    boolean extended = (low & FuseInit.FUSE_INIT_EXT) != 0;
    return extended ? low | (long) flags2 << Integer.SIZE : low;
  }
}
