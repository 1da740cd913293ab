package dev.byway.vfs;

/// What statx(2) tells of a node.
///
/// Times are nanoseconds since 1970-01-01 UTC, signed; a time that a `long` cannot hold (before
/// 1677 or after 2262) is the nearest one that it can.
///
/// @param mode permission bits and set-id, set-gid, sticky: 12 bits, without the type
/// @param nlink hard links, unsigned
/// @param uid unsigned
/// @param gid unsigned
/// @param size bytes; of a symbolic link, the length of its target
/// @param used bytes that the disk holds for it
/// @param rdevMajor of a device node, else 0
/// @param rdevMinor of a device node, else 0
/// @param fsid the file system that holds it: nodes with one fsid share no fileid
/// @param fileid inode number, unsigned
/// @param change grows or at least differs whenever data or attributes change (NFSv4 `change`)
public record Attributes(
    FileType type,
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
    long atime,
    long mtime,
    long ctime,
    long change) {

  /// Nanoseconds in a second: the unit of the times.
  public static final long SECOND = 1_000_000_000L;

  /// One time from seconds and nanoseconds, saturating.
  public static long time(long seconds, int nanos) {
    if (seconds > Long.MAX_VALUE / SECOND - 1) {
      return Long.MAX_VALUE;
    }
    if (seconds < Long.MIN_VALUE / SECOND + 1) {
      return Long.MIN_VALUE;
    }
    return seconds * SECOND + nanos;
  }

  /// Whole seconds of a time, rounded down.
  public static long seconds(long time) {
    return Math.floorDiv(time, SECOND);
  }

  /// The rest of [#seconds]: 0 to 999,999,999.
  public static int nanos(long time) {
    return (int) Math.floorMod(time, SECOND);
  }

  public boolean isDirectory() {
    return type == FileType.DIRECTORY;
  }

  public boolean isRegular() {
    return type == FileType.REGULAR;
  }
}
