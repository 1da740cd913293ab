package dev.byway.wire.fuse;

import dev.byway.wire.WireException;

/// SETATTR.
///
///     struct fuse_setattr_in { uint32_t valid; uint32_t padding; uint64_t fh;
///         uint64_t size; uint64_t lock_owner; uint64_t atime; uint64_t mtime;
///         uint64_t ctime; uint32_t atimensec; uint32_t mtimensec; uint32_t ctimensec;
///         uint32_t mode; uint32_t unused4; uint32_t uid; uint32_t gid; uint32_t unused5; };
///
/// @param valid bits of FATTR_: which of the others count
/// @param mode with the type
public record FuseSetattrIn(
    int valid,
    long fh,
    long size,
    long lockOwner,
    long atime,
    long mtime,
    long ctime,
    int atimeNanos,
    int mtimeNanos,
    int ctimeNanos,
    int mode,
    int uid,
    int gid) {
  public static final int FATTR_MODE = 1 << 0;
  public static final int FATTR_UID = 1 << 1;
  public static final int FATTR_GID = 1 << 2;
  public static final int FATTR_SIZE = 1 << 3;
  public static final int FATTR_ATIME = 1 << 4;
  public static final int FATTR_MTIME = 1 << 5;
  public static final int FATTR_FH = 1 << 6;
  public static final int FATTR_ATIME_NOW = 1 << 7;
  public static final int FATTR_MTIME_NOW = 1 << 8;
  public static final int FATTR_LOCKOWNER = 1 << 9;
  public static final int FATTR_CTIME = 1 << 10;

  /// With a size: drop set-id bits, the caller has no CAP_FSETID.
  public static final int FATTR_KILL_SUIDGID = 1 << 11;

  /// Bytes on the wire.
  public static final int SIZE = 88;

  public static FuseSetattrIn decode(FuseReader reader) throws WireException {
    int valid = reader.int32();
    reader.skip(4);
    long fh = reader.int64();
    long size = reader.int64();
    long lockOwner = reader.int64();
    long atime = reader.int64();
    long mtime = reader.int64();
    long ctime = reader.int64();
    int atimeNanos = reader.int32();
    int mtimeNanos = reader.int32();
    int ctimeNanos = reader.int32();
    int mode = reader.int32();
    reader.skip(4);
    int uid = reader.int32();
    int gid = reader.int32();
    reader.skip(4);
    return new FuseSetattrIn(
        valid,
        fh,
        size,
        lockOwner,
        atime,
        mtime,
        ctime,
        atimeNanos,
        mtimeNanos,
        ctimeNanos,
        mode,
        uid,
        gid);
  }

  public void encode(FuseWriter writer) {
    writer.int32(valid);
    writer.zeros(4);
    writer.int64(fh);
    writer.int64(size);
    writer.int64(lockOwner);
    writer.int64(atime);
    writer.int64(mtime);
    writer.int64(ctime);
    writer.int32(atimeNanos);
    writer.int32(mtimeNanos);
    writer.int32(ctimeNanos);
    writer.int32(mode);
    writer.zeros(4);
    writer.int32(uid);
    writer.int32(gid);
    writer.zeros(4);
  }

  /// Whether all these bits of FATTR_ are set.
  public boolean has(int bits) {
    return (valid & bits) == bits;
  }
}
