package dev.byway.wire.fuse;

/// Reply to STATX: statx(2), as far as a [FuseAttr] goes.
///
///     struct fuse_statx_out { uint64_t attr_valid; uint32_t attr_valid_nsec; uint32_t flags;
///         uint64_t spare[2]; struct fuse_statx stat; };
///     struct fuse_statx { uint32_t mask; uint32_t blksize; uint64_t attributes; uint32_t nlink;
///         uint32_t uid; uint32_t gid; uint16_t mode; uint16_t spare; uint64_t ino; uint64_t size;
///         uint64_t blocks; uint64_t attributes_mask;
///         struct fuse_sx_time atime, btime, ctime, mtime;
///         uint32_t rdev_major; uint32_t rdev_minor; uint32_t dev_major; uint32_t dev_minor;
///         uint64_t spare2[14]; };
///     struct fuse_sx_time { int64_t tv_sec; uint32_t tv_nsec; int32_t reserved; };
///
/// @param attrValid seconds for which the attributes may be remembered
public record FuseStatxOut(long attrValid, int attrValidNanos, FuseAttr attr) {
  /// Bytes on the wire.
  public static final int SIZE = 288;

  /// STATX_BASIC_STATS of statx(2): what a `struct stat` has.
  public static final int STATX_BASIC_STATS = 0x7ff;

  public void encode(FuseWriter writer) {
    writer.int64(attrValid);
    writer.int32(attrValidNanos);
    writer.zeros(Integer.BYTES + 2 * Long.BYTES);
    writer.int32(STATX_BASIC_STATS);
    writer.int32(attr.blksize());
    writer.int64(0);
    writer.int32(attr.nlink());
    writer.int32(attr.uid());
    writer.int32(attr.gid());
    writer.int16(attr.mode());
    writer.int16(0);
    writer.int64(attr.ino());
    writer.int64(attr.size());
    writer.int64(attr.blocks());
    writer.int64(0);
    time(writer, attr.atime(), attr.atimeNanos());
    time(writer, 0, 0);
    time(writer, attr.ctime(), attr.ctimeNanos());
    time(writer, attr.mtime(), attr.mtimeNanos());
    writer.int32(Fuse.rdevMajor(attr.rdev()));
    writer.int32(Fuse.rdevMinor(attr.rdev()));
    writer.zeros(2 * Integer.BYTES + 14 * Long.BYTES);
  }

  private static void time(FuseWriter writer, long seconds, int nanos) {
    writer.int64(seconds);
    writer.int32(nanos);
    writer.int32(0);
  }
}
