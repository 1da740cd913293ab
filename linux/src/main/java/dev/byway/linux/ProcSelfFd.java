package dev.byway.linux;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import java.nio.charset.StandardCharsets;

/// The folder `/proc/self/fd`, whose names lead to the very files that the process has open,
/// without a path in between that could turn.
public final class ProcSelfFd {
  private static final byte[] PATH = "/proc/self/fd".getBytes(StandardCharsets.US_ASCII);
  private static final long PROC_SUPER_MAGIC = 0x9fa0;

  private ProcSelfFd() {}

  /// @return a descriptor of the folder
  /// @throws ErrnoException ENOENT no `/proc`; ENOTSUP something else is mounted there
  public static int open() throws ErrnoException {
    int fd = OpenAt.openat2(OpenAt.AT_FDCWD, PATH, OpenAt.O_PATH | OpenAt.O_DIRECTORY, 0, 0);
    if (Inodes.statfs(fd).type() != PROC_SUPER_MAGIC) {
      Descriptors.close(fd);
      throw Errno.ENOTSUP.exception("/proc is not a proc file system");
    }
    return fd;
  }
}
