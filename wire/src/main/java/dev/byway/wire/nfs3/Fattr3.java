package dev.byway.wire.nfs3;

import dev.byway.wire.WireException;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrWriter;
import org.jspecify.annotations.Nullable;

/// `fattr3`, RFC 1813 §2.6.
///
///     struct fattr3 {
///         ftype3 type; mode3 mode; uint32 nlink; uid3 uid; gid3 gid;
///         size3 size; size3 used; specdata3 rdev; uint64 fsid; fileid3 fileid;
///         nfstime3 atime; nfstime3 mtime; nfstime3 ctime;
///     };
///
/// `post_op_attr` is a fattr3 that may be null.
///
/// @param mode permission bits and set-id, set-gid, sticky: the low 12 bits
/// @param nlink hard links, unsigned
/// @param uid unsigned
/// @param gid unsigned
/// @param size bytes, unsigned
/// @param used bytes on disk, unsigned
/// @param rdevMajor `rdev.specdata1`, unsigned
/// @param rdevMinor `rdev.specdata2`, unsigned
/// @param fsid which file system, unsigned
/// @param fileid inode number, unsigned
public record Fattr3(
    Ftype3 type,
    int mode,
    int nlink,
    int uid,
    int gid,
    long size,
    long used,
    int rdevMajor,
    int rdevMinor,
    long fsid,
    long fileid,
    NfsTime3 atime,
    NfsTime3 mtime,
    NfsTime3 ctime) {
  /// Bytes on the wire.
  public static final int SIZE = 7 * Integer.BYTES + 4 * Long.BYTES + 3 * NfsTime3.SIZE;

  /// Bytes of a `post_op_attr` that has attributes; one without has four.
  public static final int POST_OP_SIZE = Integer.BYTES + SIZE;

  public static Fattr3 decode(XdrReader reader) throws WireException {
    return new Fattr3(
        Ftype3.decode(reader),
        reader.int32(),
        reader.int32(),
        reader.int32(),
        reader.int32(),
        reader.int64(),
        reader.int64(),
        reader.int32(),
        reader.int32(),
        reader.int64(),
        reader.int64(),
        NfsTime3.decode(reader),
        NfsTime3.decode(reader),
        NfsTime3.decode(reader));
  }

  public void encode(XdrWriter writer) {
    type.encode(writer);
    writer.int32(mode);
    writer.int32(nlink);
    writer.int32(uid);
    writer.int32(gid);
    writer.int64(size);
    writer.int64(used);
    writer.int32(rdevMajor);
    writer.int32(rdevMinor);
    writer.int64(fsid);
    writer.int64(fileid);
    atime.encode(writer);
    mtime.encode(writer);
    ctime.encode(writer);
  }

  /// `post_op_attr`: null for none.
  public static @Nullable Fattr3 decodePostOp(XdrReader reader) throws WireException {
    return reader.bool() ? decode(reader) : null;
  }

  /// `post_op_attr`: null for none.
  public static void encodePostOp(XdrWriter writer, @Nullable Fattr3 attributes) {
    writer.bool(attributes != null);
    if (attributes != null) {
      attributes.encode(writer);
    }
  }

  /// Bytes of a `post_op_attr`.
  public static int postOpSize(@Nullable Fattr3 attributes) {
    return attributes == null ? Integer.BYTES : POST_OP_SIZE;
  }
}
