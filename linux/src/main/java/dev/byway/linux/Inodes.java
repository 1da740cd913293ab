package dev.byway.linux;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Calls on a file's attributes by its descriptor; O_PATH descriptors will do unless said
/// otherwise.
public final class Inodes {
  public static final int R_OK = 4;
  public static final int W_OK = 2;
  public static final int X_OK = 1;

  /// For [#utimes]: the kernel's clock, now.
  public static final int UTIME_NOW = 0x3fffffff;

  /// For [#utimes]: leave this time as it is.
  public static final int UTIME_OMIT = 0x3ffffffe;

  private static final int AT_EACCESS = 0x200;
  private static final long ACL = Arena.global().allocateFrom("system.posix_acl_access").address();

  private Inodes() {}

  /// fchmod(2); not for O_PATH descriptors.
  public static void fchmod(int fd, int mode) throws ErrnoException {
    Syscall.call(Abi.FCHMOD, fd, mode, 0);
  }

  /// chmod of the file that a descriptor is of.
  ///
  /// @param procSelfFd see [ProcSelfFd]
  public static void chmod(int procSelfFd, int fd, int mode) throws ErrnoException {
    ThreadMemory memory = ThreadMemory.get();
    Syscall.call(memory, Abi.FCHMODAT, procSelfFd, memory.decimalPath(fd), mode, 0);
  }

  /// @param uid -1 to leave it
  /// @param gid -1 to leave it
  public static void chown(int fd, int uid, int gid) throws ErrnoException {
    Syscall.call(
        ThreadMemory.get(),
        Abi.FCHOWNAT,
        fd,
        ThreadMemory.EMPTY,
        Integer.toUnsignedLong(uid),
        Integer.toUnsignedLong(gid),
        Statx.AT_EMPTY_PATH,
        0);
  }

  /// @param atimeNanos 0 to 999,999,999, or [#UTIME_NOW], or [#UTIME_OMIT]; likewise mtimeNanos
  public static void utimes(
      int fd, long atimeSeconds, int atimeNanos, long mtimeSeconds, int mtimeNanos)
      throws ErrnoException {
    ThreadMemory memory = ThreadMemory.get();
    MemorySegment times = memory.struct;
    times.set(ValueLayout.JAVA_LONG, 0, atimeSeconds);
    times.set(ValueLayout.JAVA_LONG, 8, atimeNanos);
    times.set(ValueLayout.JAVA_LONG, 16, mtimeSeconds);
    times.set(ValueLayout.JAVA_LONG, 24, mtimeNanos);
    Syscall.call(
        memory, Abi.UTIMENSAT, fd, ThreadMemory.EMPTY, times.address(), Statx.AT_EMPTY_PATH);
  }

  /// Whether the thread, with its file-system ids, may do all of `mode` (bits of R_OK, W_OK, X_OK).
  public static boolean may(int fd, int mode) {
    return Syscall.raw(
            ThreadMemory.get(),
            Abi.FACCESSAT2,
            fd,
            ThreadMemory.EMPTY,
            mode,
            AT_EACCESS | Statx.AT_EMPTY_PATH,
            0,
            0)
        == 0;
  }

  /// Whether the file has a POSIX ACL beyond its mode bits (acl(5)).
  public static boolean hasAcl(int fd) throws ErrnoException {
    ThreadMemory memory = ThreadMemory.get();
    long size = Syscall.raw(memory, Abi.GETXATTR, memory.procPath(fd), ACL, 0, 0, 0, 0);
    if (size >= 0) {
      return true;
    }
    Errno errno = Errno.of((int) -size);
    if (errno == Errno.ENODATA || errno == Errno.ENOTSUP) {
      return false;
    }
    throw errno.exception();
  }

  /// fstatfs(2).
  public static StatFs statfs(int fd) throws ErrnoException {
    ThreadMemory memory = ThreadMemory.get();
    Syscall.call(memory, Abi.FSTATFS, fd, memory.struct.address(), 0, 0);
    MemorySegment s = memory.struct;
    ValueLayout.OfLong u64 = ValueLayout.JAVA_LONG;
    return new StatFs(
        s.get(u64, 0),
        s.get(u64, 8),
        s.get(u64, 16),
        s.get(u64, 24),
        s.get(u64, 32),
        s.get(u64, 40),
        s.get(u64, 48),
        s.get(u64, 56),
        s.get(u64, 64),
        s.get(u64, 72),
        s.get(u64, 80));
  }

  /// `struct statfs`, unsigned.
  ///
  /// @param type the file system's magic number
  /// @param blockSize of transfers
  /// @param blocks in units of `fragmentSize`, as the next two
  /// @param fsid the file system's id
  /// @param flags bits of ST_
  public record StatFs(
      long type,
      long blockSize,
      long blocks,
      long freeBlocks,
      long availableBlocks,
      long files,
      long freeFiles,
      long fsid,
      long nameMax,
      long fragmentSize,
      long flags) {
    public static final long TMPFS_MAGIC = 0x01021994;
    public static final long RAMFS_MAGIC = 0x858458f6L;
    public static final long ST_RDONLY = 1;
  }
}
