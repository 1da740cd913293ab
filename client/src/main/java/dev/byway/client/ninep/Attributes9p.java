package dev.byway.client.ninep;

import dev.byway.vfs.Attributes;
import dev.byway.vfs.FileType;
import dev.byway.vfs.SetAttributes;
import dev.byway.vfs.SetAttributes.SetTime;
import dev.byway.wire.ninep.Attributes9;
import dev.byway.wire.ninep.Ninep;
import org.jspecify.annotations.Nullable;

/// Between 9P's words and those of rooms.
final class Attributes9p {
  private static final int SECTOR = 512;

  private Attributes9p() {}

  static Attributes of(Attributes9.Rgetattr a) {
    boolean versioned = (a.valid() & Ninep.P9_GETATTR_DATA_VERSION) != 0;
    long ctime = Attributes.time(a.ctimeSec(), (int) a.ctimeNsec());
    FileType type = type(a.mode());
    boolean device = type == FileType.BLOCK || type == FileType.CHARACTER;
    return new Attributes(
        type,
        a.mode() & 07777,
        (int) a.nlink(),
        a.uid(),
        a.gid(),
        a.size(),
        a.blocks() * SECTOR,
        device ? (int) (a.rdev() >>> 8 & 0xfff) : 0,
        device ? (int) (a.rdev() & 0xff | a.rdev() >>> 12 & 0xfff00) : 0,
        0,
        a.qid().path(),
        Attributes.time(a.atimeSec(), (int) a.atimeNsec()),
        Attributes.time(a.mtimeSec(), (int) a.mtimeNsec()),
        ctime,
        versioned ? a.dataVersion() : ctime);
  }

  private static FileType type(int mode) {
    return switch (mode & Ninep.S_IFMT) {
      case Ninep.S_IFDIR -> FileType.DIRECTORY;
      case Ninep.S_IFLNK -> FileType.SYMLINK;
      case Ninep.S_IFBLK -> FileType.BLOCK;
      case Ninep.S_IFCHR -> FileType.CHARACTER;
      case Ninep.S_IFIFO -> FileType.FIFO;
      case Ninep.S_IFSOCK -> FileType.SOCKET;
      default -> FileType.REGULAR;
    };
  }

  static int mode(FileType type) {
    return switch (type) {
      case BLOCK -> Ninep.S_IFBLK;
      case CHARACTER -> Ninep.S_IFCHR;
      case FIFO -> Ninep.S_IFIFO;
      case SOCKET -> Ninep.S_IFSOCK;
      case REGULAR -> Ninep.S_IFREG;
      case DIRECTORY -> Ninep.S_IFDIR;
      case SYMLINK -> Ninep.S_IFLNK;
    };
  }

  static Attributes9.Tsetattr setattr(int fid, SetAttributes a) {
    int valid = 0;
    valid |= a.mode() != null ? Ninep.P9_SETATTR_MODE : 0;
    valid |= a.uid() != null ? Ninep.P9_SETATTR_UID : 0;
    valid |= a.gid() != null ? Ninep.P9_SETATTR_GID : 0;
    valid |= a.size() != null ? Ninep.P9_SETATTR_SIZE : 0;
    valid |= bits(a.atime(), Ninep.P9_SETATTR_ATIME, Ninep.P9_SETATTR_ATIME_SET);
    valid |= bits(a.mtime(), Ninep.P9_SETATTR_MTIME, Ninep.P9_SETATTR_MTIME_SET);
    return new Attributes9.Tsetattr(
        fid,
        valid,
        a.mode() == null ? 0 : a.mode(),
        a.uid() == null ? 0 : a.uid(),
        a.gid() == null ? 0 : a.gid(),
        a.size() == null ? 0 : a.size(),
        Attributes.seconds(time(a.atime())),
        Attributes.nanos(time(a.atime())),
        Attributes.seconds(time(a.mtime())),
        Attributes.nanos(time(a.mtime())));
  }

  private static int bits(@Nullable SetTime time, int bit, int setBit) {
    return time == null ? 0 : time instanceof SetTime.At ? bit | setBit : bit;
  }

  private static long time(@Nullable SetTime time) {
    return time instanceof SetTime.At at ? at.time() : 0;
  }
}
