package dev.byway.linux;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import java.lang.foreign.ValueLayout;

/// Calls that make, remove and read names, relative to a directory's descriptor. Names are bytes
/// without the final NUL; symbolic links are not followed.
public final class Names {
  public static final int AT_REMOVEDIR = 0x200;
  public static final int RENAME_NOREPLACE = 1;
  public static final int RENAME_EXCHANGE = 2;
  private static final int AT_SYMLINK_FOLLOW = 0x400;

  private Names() {}

  public static void mkdirat(int directory, byte[] name, int mode) throws ErrnoException {
    ThreadMemory memory = ThreadMemory.get();
    Syscall.call(memory, Abi.MKDIRAT, directory, memory.path(name), mode, 0);
  }

  /// @param mode type and permissions
  public static void mknodat(int directory, byte[] name, int mode, int major, int minor)
      throws ErrnoException {
    // the kernel's new_encode_dev: 12 bits of major between the two parts of 20 bits of minor
    if (major >>> 12 != 0 || minor >>> 20 != 0) {
      throw Errno.EINVAL.exception();
    }
    long dev = Integer.toUnsignedLong((minor & 0xff) | major << 8 | (minor & ~0xff) << 12);
    ThreadMemory memory = ThreadMemory.get();
    Syscall.call(memory, Abi.MKNODAT, directory, memory.path(name), mode, dev);
  }

  public static void symlinkat(byte[] target, int directory, byte[] name) throws ErrnoException {
    ThreadMemory memory = ThreadMemory.get();
    Syscall.call(memory, Abi.SYMLINKAT, memory.otherPath(target), directory, memory.path(name), 0);
  }

  /// The target of the symbolic link that an O_PATH descriptor is of.
  public static byte[] readlink(int fd) throws ErrnoException {
    ThreadMemory memory = ThreadMemory.get();
    int length =
        (int)
            Syscall.call(
                memory,
                Abi.READLINKAT,
                fd,
                ThreadMemory.EMPTY,
                memory.path.address(),
                ThreadMemory.PATH_MAX);
    return memory.path.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE);
  }

  /// Gives the file that a descriptor (O_PATH too) is of another name. By way of `/proc/self/fd`,
  /// since AT_EMPTY_PATH needs a capability.
  ///
  /// @param procSelfFd see [ProcSelfFd]
  public static void link(int procSelfFd, int fd, int directory, byte[] name)
      throws ErrnoException {
    ThreadMemory memory = ThreadMemory.get();
    Syscall.call(
        memory,
        Abi.LINKAT,
        procSelfFd,
        memory.decimalPath(fd),
        directory,
        memory.otherPath(name),
        AT_SYMLINK_FOLLOW,
        0);
  }

  /// linkat(2) with AT_EMPTY_PATH: needs CAP_DAC_READ_SEARCH, but no `/proc`.
  public static void linkEmptyPath(int fd, int directory, byte[] name) throws ErrnoException {
    ThreadMemory memory = ThreadMemory.get();
    Syscall.call(
        memory,
        Abi.LINKAT,
        fd,
        ThreadMemory.EMPTY,
        directory,
        memory.otherPath(name),
        Statx.AT_EMPTY_PATH,
        0);
  }

  /// @param flags 0 or [#AT_REMOVEDIR]
  public static void unlinkat(int directory, byte[] name, int flags) throws ErrnoException {
    ThreadMemory memory = ThreadMemory.get();
    Syscall.call(memory, Abi.UNLINKAT, directory, memory.path(name), flags, 0);
  }

  /// @param flags bits of RENAME_
  public static void renameat2(
      int fromDirectory, byte[] fromName, int toDirectory, byte[] toName, int flags)
      throws ErrnoException {
    ThreadMemory memory = ThreadMemory.get();
    Syscall.call(
        memory,
        Abi.RENAMEAT2,
        fromDirectory,
        memory.path(fromName),
        toDirectory,
        memory.otherPath(toName),
        flags,
        0);
  }
}
