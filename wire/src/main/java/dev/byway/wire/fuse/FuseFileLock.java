package dev.byway.wire.fuse;

import dev.byway.wire.WireException;

/// A range of a file, and how it is locked (fcntl(2)).
///
///     struct fuse_file_lock { uint64_t start; uint64_t end; uint32_t type; uint32_t pid; };
///
/// @param end the last byte, included
/// @param type F_RDLCK, F_WRLCK, F_UNLCK
public record FuseFileLock(long start, long end, int type, int pid) {
  /// Bytes on the wire.
  public static final int SIZE = 24;

  public static FuseFileLock decode(FuseReader reader) throws WireException {
    return new FuseFileLock(reader.int64(), reader.int64(), reader.int32(), reader.int32());
  }

  public void encode(FuseWriter writer) {
    writer.int64(start);
    writer.int64(end);
    writer.int32(type);
    writer.int32(pid);
  }
}
