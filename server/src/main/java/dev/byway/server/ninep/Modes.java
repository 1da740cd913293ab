package dev.byway.server.ninep;

import dev.byway.vfs.Attributes;
import dev.byway.vfs.FileType;
import dev.byway.wire.ninep.Ninep;
import dev.byway.wire.ninep.Qid;

/// From the attributes of a room to 9P's words.
final class Modes {
  /// Never 0, which tells Linux not to cache; the same for the life of a file, since Linux takes
  /// another version for another file.
  private static final int VERSION = 1;

  private Modes() {}

  /// The paths of nodes of the attachment's own file system are their inode numbers; those of
  /// others below it are mixed with their file system's, so that no two are the same.
  static Qid qid(Attachment attachment, Attributes attributes) {
    long path =
        attributes.fsid() == attachment.fsid()
            ? attributes.fileid()
            : mixed(attributes.fsid(), attributes.fileid());
    return new Qid(qidType(attributes.type()), VERSION, path);
  }

  private static long mixed(long fsid, long fileid) {
    long mixed = (fsid ^ Long.rotateLeft(fileid, 32)) * 0x9e3779b97f4a7c15L;
    return (mixed ^ fileid) | Long.MIN_VALUE;
  }

  private static int qidType(FileType type) {
    return switch (type) {
      case DIRECTORY -> Ninep.QTDIR;
      case SYMLINK -> Ninep.QTSYMLINK;
      case REGULAR, BLOCK, CHARACTER, SOCKET, FIFO -> Ninep.QTFILE;
    };
  }

  /// `st_mode`: type and permissions.
  static int mode(Attributes attributes) {
    return ifmt(attributes.type()) | attributes.mode();
  }

  private static int ifmt(FileType type) {
    return switch (type) {
      case REGULAR -> Ninep.S_IFREG;
      case DIRECTORY -> Ninep.S_IFDIR;
      case BLOCK -> Ninep.S_IFBLK;
      case CHARACTER -> Ninep.S_IFCHR;
      case SYMLINK -> Ninep.S_IFLNK;
      case SOCKET -> Ninep.S_IFSOCK;
      case FIFO -> Ninep.S_IFIFO;
    };
  }

  /// `d_type` of readdir(3).
  static int direntType(FileType type) {
    return ifmt(type) >> 12;
  }

  /// A device number as Linux's new_encode_dev() has it.
  static long rdev(Attributes attributes) {
    long minor = Integer.toUnsignedLong(attributes.rdevMinor());
    long major = Integer.toUnsignedLong(attributes.rdevMajor());
    return minor & 0xff | major << 8 | (minor & ~0xffL) << 12;
  }

  /// The mode of stat(5).
  static int legacy(Attributes attributes, boolean unix) {
    int mode = attributes.mode() & 0777;
    mode |= attributes.isDirectory() ? Ninep.DMDIR : 0;
    if (unix) {
      mode |= (attributes.mode() & 04000) != 0 ? Ninep.DMSETUID : 0;
      mode |= (attributes.mode() & 02000) != 0 ? Ninep.DMSETGID : 0;
      mode |= (attributes.mode() & 01000) != 0 ? Ninep.DMSETVTX : 0;
      mode |=
          switch (attributes.type()) {
            case REGULAR, DIRECTORY -> 0;
            case BLOCK, CHARACTER -> Ninep.DMDEVICE;
            case SYMLINK -> Ninep.DMSYMLINK;
            case SOCKET -> Ninep.DMSOCKET;
            case FIFO -> Ninep.DMNAMEDPIPE;
          };
    }
    return mode;
  }

  /// The permission bits of a mode of Tcreate or Twstat.
  static int permissions(int mode, boolean unix) {
    int bits = mode & 0777;
    if (unix) {
      bits |= (mode & Ninep.DMSETUID) != 0 ? 04000 : 0;
      bits |= (mode & Ninep.DMSETGID) != 0 ? 02000 : 0;
      bits |= (mode & Ninep.DMSETVTX) != 0 ? 01000 : 0;
    }
    return bits;
  }
}
