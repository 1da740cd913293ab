package dev.byway.wire.fuse;

import dev.byway.wire.WireException;

/// Reply to STATFS (`fuse_statfs_out`): statfs(2).
///
///     struct fuse_kstatfs { uint64_t blocks; uint64_t bfree; uint64_t bavail;
///         uint64_t files; uint64_t ffree; uint32_t bsize; uint32_t namelen;
///         uint32_t frsize; uint32_t padding, spare[6]; };
///
/// @param blocks of `frsize` bytes
/// @param bsize best size of a transfer
/// @param namelen longest name in bytes
public record FuseKstatfs(
    long blocks,
    long bfree,
    long bavail,
    long files,
    long ffree,
    int bsize,
    int namelen,
    int frsize) {
  /// Bytes on the wire.
  public static final int SIZE = 80;

  public static FuseKstatfs decode(FuseReader reader) throws WireException {
    long blocks = reader.int64();
    long bfree = reader.int64();
    long bavail = reader.int64();
    long files = reader.int64();
    long ffree = reader.int64();
    int bsize = reader.int32();
    int namelen = reader.int32();
    int frsize = reader.int32();
    reader.skip(28);
    return new FuseKstatfs(blocks, bfree, bavail, files, ffree, bsize, namelen, frsize);
  }

  public void encode(FuseWriter writer) {
    writer.int64(blocks);
    writer.int64(bfree);
    writer.int64(bavail);
    writer.int64(files);
    writer.int64(ffree);
    writer.int32(bsize);
    writer.int32(namelen);
    writer.int32(frsize);
    writer.zeros(28);
  }
}
