package dev.byway.wire.fuse;

/// Flags of INIT: the kernel offers, the reply takes some of them. Bits 32 and up travel in
/// `flags2`.
public final class FuseInit {
  /// Reads of one file may run side by side.
  public static final long FUSE_ASYNC_READ = 1L << 0;

  /// fcntl(2) locks come here, rather than stay in the kernel.
  public static final long FUSE_POSIX_LOCKS = 1L << 1;

  /// OPEN and CREATE truncate; else a SETATTR comes.
  public static final long FUSE_ATOMIC_O_TRUNC = 1L << 3;

  /// LOOKUP knows `.` and `..`, also of nodes that the kernel has forgotten.
  public static final long FUSE_EXPORT_SUPPORT = 1L << 4;

  /// WRITE may be longer than a page.
  public static final long FUSE_BIG_WRITES = 1L << 5;

  /// The modes of new nodes come without umask applied.
  public static final long FUSE_DONT_MASK = 1L << 6;

  public static final long FUSE_SPLICE_WRITE = 1L << 7;

  public static final long FUSE_SPLICE_MOVE = 1L << 8;

  public static final long FUSE_SPLICE_READ = 1L << 9;

  /// flock(2) locks come here.
  public static final long FUSE_FLOCK_LOCKS = 1L << 10;

  public static final long FUSE_HAS_IOCTL_DIR = 1L << 11;

  /// The kernel drops a file's pages when its mtime or size turn out to be others.
  public static final long FUSE_AUTO_INVAL_DATA = 1L << 12;

  /// READDIRPLUS is served.
  public static final long FUSE_DO_READDIRPLUS = 1L << 13;

  /// READDIR where nobody looks up the entries.
  public static final long FUSE_READDIRPLUS_AUTO = 1L << 14;

  /// Direct reads and writes may be in several requests side by side.
  public static final long FUSE_ASYNC_DIO = 1L << 15;

  /// The kernel keeps what is written, and owns size and mtime meanwhile.
  public static final long FUSE_WRITEBACK_CACHE = 1L << 16;

  /// ENOSYS to OPEN: it is not needed, ever.
  public static final long FUSE_NO_OPEN_SUPPORT = 1L << 17;

  /// LOOKUP and READDIR in one directory may run side by side.
  public static final long FUSE_PARALLEL_DIROPS = 1L << 18;

  public static final long FUSE_HANDLE_KILLPRIV = 1L << 19;

  /// Access lists are extended attributes, and the kernel decides by them.
  public static final long FUSE_POSIX_ACL = 1L << 20;

  /// After an abort, reading the device says ECONNABORTED.
  public static final long FUSE_ABORT_ERROR = 1L << 21;

  /// [FuseInitOut#maxPages] counts.
  public static final long FUSE_MAX_PAGES = 1L << 22;

  /// Targets of links may be remembered.
  public static final long FUSE_CACHE_SYMLINKS = 1L << 23;

  /// ENOSYS to OPENDIR: it is not needed, ever, and listings may be remembered.
  public static final long FUSE_NO_OPENDIR_SUPPORT = 1L << 24;

  /// The kernel drops a file's pages only when it is told to.
  public static final long FUSE_EXPLICIT_INVAL_DATA = 1L << 25;

  public static final long FUSE_MAP_ALIGNMENT = 1L << 26;

  public static final long FUSE_SUBMOUNTS = 1L << 27;

  /// Set-id bits are dropped here: by chown(2) always, by writes and changes of size when the
  /// request says so.
  public static final long FUSE_HANDLE_KILLPRIV_V2 = 1L << 28;

  /// The long form of [FuseSetxattrIn].
  public static final long FUSE_SETXATTR_EXT = 1L << 29;

  /// [FuseInitIn#flags2] and [FuseInitOut#flags2] count.
  public static final long FUSE_INIT_EXT = 1L << 30;

  public static final long FUSE_SECURITY_CTX = 1L << 32;

  public static final long FUSE_HAS_INODE_DAX = 1L << 33;

  public static final long FUSE_CREATE_SUPP_GROUP = 1L << 34;

  /// [FuseNotifyInvalEntryOut#FUSE_EXPIRE_ONLY] is known.
  public static final long FUSE_HAS_EXPIRE_ONLY = 1L << 35;

  /// A file open for direct I/O can be mapped shared.
  public static final long FUSE_DIRECT_IO_ALLOW_MMAP = 1L << 36;

  /// Open files may have a file of the kernel behind them.
  public static final long FUSE_PASSTHROUGH = 1L << 37;

  public static final long FUSE_NO_EXPORT_SUPPORT = 1L << 38;

  public static final long FUSE_HAS_RESEND = 1L << 39;

  public static final long FUSE_ALLOW_IDMAP = 1L << 40;

  public static final long FUSE_OVER_IO_URING = 1L << 41;

  public static final long FUSE_REQUEST_TIMEOUT = 1L << 42;

  private FuseInit() {}
}
