package dev.byway.wire.ninep;

/// Numbers of 9P. Those of files, opening and locks are Linux's.
public final class Ninep {
  /// Before every message: its length, counted with these bytes themselves.
  public static final int SIZE_BYTES = 4;

  /// Type and tag, which follow the length.
  public static final int HEADER = 3;

  /// What messages that carry data have besides: so much less than msize is the most of it.
  public static final int IOHDRSZ = 24;

  /// Least msize that Linux's client takes.
  public static final int MIN_MSIZE = 4096;

  /// The tag of Tversion.
  public static final int NOTAG = 0xffff;

  /// No fid: an afid where there is no authentication.
  public static final int NOFID = -1;

  /// No number for this user.
  public static final int NONUNAME = -1;

  /// Most names of one Twalk.
  public static final int MAXWELEM = 16;

  public static final int QTDIR = 0x80;
  public static final int QTAPPEND = 0x40;
  public static final int QTEXCL = 0x20;
  public static final int QTMOUNT = 0x10;
  public static final int QTAUTH = 0x08;
  public static final int QTTMP = 0x04;
  public static final int QTSYMLINK = 0x02;
  public static final int QTLINK = 0x01;
  public static final int QTFILE = 0x00;

  public static final int DMDIR = 0x8000_0000;
  public static final int DMAPPEND = 0x4000_0000;
  public static final int DMEXCL = 0x2000_0000;
  public static final int DMTMP = 0x0400_0000;
  public static final int DMSYMLINK = 0x0200_0000;
  public static final int DMLINK = 0x0100_0000;
  public static final int DMDEVICE = 0x0080_0000;
  public static final int DMNAMEDPIPE = 0x0020_0000;
  public static final int DMSOCKET = 0x0010_0000;
  public static final int DMSETUID = 0x0008_0000;
  public static final int DMSETGID = 0x0004_0000;
  public static final int DMSETVTX = 0x0001_0000;

  /// Modes of Topen: open(5).
  public static final int OREAD = 0;

  public static final int OWRITE = 1;
  public static final int ORDWR = 2;
  public static final int OEXEC = 3;
  public static final int OTRUNC = 0x10;
  public static final int ORCLOSE = 0x40;
  public static final int OEXCL = 0x1000;
  public static final int OAPPEND = 0x80;

  /// Flags of Tlopen and Tlcreate.
  public static final int P9_DOTL_RDONLY = 0;

  public static final int P9_DOTL_WRONLY = 1;
  public static final int P9_DOTL_RDWR = 2;
  public static final int P9_DOTL_NOACCESS = 3;
  public static final int P9_DOTL_CREATE = 0100;
  public static final int P9_DOTL_EXCL = 0200;
  public static final int P9_DOTL_TRUNC = 01000;
  public static final int P9_DOTL_APPEND = 02000;
  public static final int P9_DOTL_NONBLOCK = 04000;
  public static final int P9_DOTL_DSYNC = 010000;
  public static final int P9_DOTL_DIRECT = 040000;
  public static final int P9_DOTL_DIRECTORY = 0200000;
  public static final int P9_DOTL_SYNC = 04000000;

  /// Flag of Tunlinkat: remove a directory.
  public static final int P9_DOTL_AT_REMOVEDIR = 0x200;

  /// What Rgetattr tells at least and at most.
  public static final long P9_GETATTR_BASIC = 0x07ff;

  public static final long P9_GETATTR_BTIME = 0x0800;
  public static final long P9_GETATTR_GEN = 0x1000;
  public static final long P9_GETATTR_DATA_VERSION = 0x2000;
  public static final long P9_GETATTR_ALL = 0x3fff;

  /// What Tsetattr sets.
  public static final int P9_SETATTR_MODE = 0x001;

  public static final int P9_SETATTR_UID = 0x002;
  public static final int P9_SETATTR_GID = 0x004;
  public static final int P9_SETATTR_SIZE = 0x008;
  public static final int P9_SETATTR_ATIME = 0x010;
  public static final int P9_SETATTR_MTIME = 0x020;
  public static final int P9_SETATTR_CTIME = 0x040;
  public static final int P9_SETATTR_ATIME_SET = 0x080;
  public static final int P9_SETATTR_MTIME_SET = 0x100;

  public static final int P9_LOCK_TYPE_RDLCK = 0;
  public static final int P9_LOCK_TYPE_WRLCK = 1;
  public static final int P9_LOCK_TYPE_UNLCK = 2;
  public static final int P9_LOCK_SUCCESS = 0;
  public static final int P9_LOCK_BLOCKED = 1;
  public static final int P9_LOCK_ERROR = 2;
  public static final int P9_LOCK_GRACE = 3;
  public static final int P9_LOCK_FLAGS_BLOCK = 1;
  public static final int P9_LOCK_FLAGS_RECLAIM = 2;

  /// File types in a mode: inode(7).
  public static final int S_IFMT = 0170000;

  public static final int S_IFSOCK = 0140000;
  public static final int S_IFLNK = 0120000;
  public static final int S_IFREG = 0100000;
  public static final int S_IFBLK = 0060000;
  public static final int S_IFDIR = 0040000;
  public static final int S_IFCHR = 0020000;
  public static final int S_IFIFO = 0010000;

  /// File system type of Rstatfs.
  public static final int V9FS_MAGIC = 0x01021997;

  private Ninep() {}
}
