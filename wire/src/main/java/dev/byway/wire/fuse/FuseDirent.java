package dev.byway.wire.fuse;

/// One entry in the reply to READDIR and, behind a [FuseEntryOut], to READDIRPLUS.
///
///     struct fuse_dirent { uint64_t ino; uint64_t off; uint32_t namelen; uint32_t type;
///         char name[]; };
///     struct fuse_direntplus { struct fuse_entry_out entry_out; struct fuse_dirent dirent; };
///
/// Padded with zeros to 8 bytes.
///
/// There are as many of them as fit, so they are written one by one and never held.
public final class FuseDirent {
  private static final int HEAD = 24;

  private FuseDirent() {}

  /// Bytes of an entry of READDIR.
  public static int size(int nameLength) {
    return HEAD + nameLength + 7 & ~7;
  }

  /// Bytes of an entry of READDIRPLUS.
  public static int plusSize(int nameLength) {
    return FuseEntryOut.SIZE + size(nameLength);
  }

  /// Writes [#size] bytes.
  ///
  /// @param off where to go on after this entry; never 0
  /// @param type DT_ of readdir(3): the upper four bits of the mode, shifted down by 12
  public static void encode(FuseWriter writer, long ino, long off, int type, byte[] name) {
    writer.int64(ino);
    writer.int64(off);
    writer.int32(name.length);
    writer.int32(type);
    writer.bytes(name);
    writer.zeros(size(name.length) - HEAD - name.length);
  }
}
