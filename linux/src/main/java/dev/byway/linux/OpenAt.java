package dev.byway.linux;

import dev.byway.base.ErrnoException;
import java.lang.foreign.ValueLayout;

/// openat2(2) and its flags. All descriptors are made close-on-exec.
public final class OpenAt {
  public static final int O_RDONLY = 0;
  public static final int O_WRONLY = 1;
  public static final int O_RDWR = 2;
  public static final int O_CREAT = 0x40;
  public static final int O_EXCL = 0x80;
  public static final int O_NOCTTY = 0x100;
  public static final int O_TRUNC = 0x200;
  public static final int O_APPEND = 0x400;
  public static final int O_NONBLOCK = 0x800;
  public static final int O_DIRECT = Abi.O_DIRECT;
  public static final int O_DIRECTORY = Abi.O_DIRECTORY;
  public static final int O_NOFOLLOW = Abi.O_NOFOLLOW;
  public static final int O_CLOEXEC = 0x80000;
  public static final int O_PATH = 0x200000;

  /// A file without a name; the path names its directory.
  public static final int O_TMPFILE = 0x400000 | Abi.O_DIRECTORY;

  public static final int RESOLVE_NO_XDEV = 0x01;
  public static final int RESOLVE_NO_MAGICLINKS = 0x02;
  public static final int RESOLVE_NO_SYMLINKS = 0x04;
  public static final int RESOLVE_BENEATH = 0x08;

  /// EAGAIN rather than wait for a disk.
  public static final int RESOLVE_CACHED = 0x20;

  public static final int AT_FDCWD = -100;

  private OpenAt() {}

  /// @param mode of a new file, else 0
  /// @param resolve bits of RESOLVE_
  /// @return the descriptor
  public static int openat2(int directory, byte[] name, int flags, int mode, int resolve)
      throws ErrnoException {
    ThreadMemory memory = ThreadMemory.get();
    return open(memory, directory, memory.path(name), flags, mode, resolve);
  }

  /// Opens the very file that a descriptor (O_PATH too) is of, with rights of its own, by its name
  /// in `/proc/self/fd`. A FIFO or device would be opened as such: look at the type first.
  ///
  /// @param procSelfFd a descriptor of that folder, see [ProcSelfFd]
  public static int reopen(int procSelfFd, int fd, int flags) throws ErrnoException {
    ThreadMemory memory = ThreadMemory.get();
    return open(memory, procSelfFd, memory.decimalPath(fd), flags, 0, 0);
  }

  private static int open(
      ThreadMemory memory, int directory, long path, int flags, int mode, int resolve)
      throws ErrnoException {
    memory.struct.set(ValueLayout.JAVA_LONG, 0, Integer.toUnsignedLong(flags | O_CLOEXEC));
    memory.struct.set(ValueLayout.JAVA_LONG, 8, mode);
    memory.struct.set(ValueLayout.JAVA_LONG, 16, resolve);
    return (int) Syscall.call(memory, Abi.OPENAT2, directory, path, memory.struct.address(), 24);
  }
}
