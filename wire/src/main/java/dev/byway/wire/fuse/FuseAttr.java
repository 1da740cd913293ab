package dev.byway.wire.fuse;

import dev.byway.wire.WireException;

/// What stat(2) tells of a node.
///
///     struct fuse_attr { uint64_t ino; uint64_t size; uint64_t blocks; uint64_t atime;
///         uint64_t mtime; uint64_t ctime; uint32_t atimensec; uint32_t mtimensec;
///         uint32_t ctimensec; uint32_t mode; uint32_t nlink; uint32_t uid; uint32_t gid;
///         uint32_t rdev; uint32_t blksize; uint32_t flags; };
///
/// @param blocks of 512 bytes
/// @param atime seconds since 1970, signed; likewise the other two
/// @param mode type and permissions, as in `st_mode`
/// @param rdev see [Fuse#rdev]
/// @param blksize `st_blksize`; 0: the kernel takes its page size
/// @param flags FUSE_ATTR_SUBMOUNT, FUSE_ATTR_DAX
public record FuseAttr(
    long ino,
    long size,
    long blocks,
    long atime,
    long mtime,
    long ctime,
    int atimeNanos,
    int mtimeNanos,
    int ctimeNanos,
    int mode,
    int nlink,
    int uid,
    int gid,
    int rdev,
    int blksize,
    int flags) {
  /// Bytes on the wire.
  public static final int SIZE = 88;

  public static FuseAttr decode(FuseReader reader) throws WireException {
    return new FuseAttr(
        reader.int64(),
        reader.int64(),
        reader.int64(),
        reader.int64(),
        reader.int64(),
        reader.int64(),
        reader.int32(),
        reader.int32(),
        reader.int32(),
        reader.int32(),
        reader.int32(),
        reader.int32(),
        reader.int32(),
        reader.int32(),
        reader.int32(),
        reader.int32());
  }

  public void encode(FuseWriter writer) {
    writer.int64(ino);
    writer.int64(size);
    writer.int64(blocks);
    writer.int64(atime);
    writer.int64(mtime);
    writer.int64(ctime);
    writer.int32(atimeNanos);
    writer.int32(mtimeNanos);
    writer.int32(ctimeNanos);
    writer.int32(mode);
    writer.int32(nlink);
    writer.int32(uid);
    writer.int32(gid);
    writer.int32(rdev);
    writer.int32(blksize);
    writer.int32(flags);
  }
}
