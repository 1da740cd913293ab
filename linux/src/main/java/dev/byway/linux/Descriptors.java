package dev.byway.linux;

import dev.byway.base.ErrnoException;
import java.lang.foreign.ValueLayout;

/// Calls on descriptors themselves. For one that lives longer than a call, see [Fd].
public final class Descriptors {
  private static final int F_DUPFD_CLOEXEC = 1030;
  private static final int F_GETFL = 3;
  private static final int F_SETFL = 4;
  private static final int RLIMIT_NOFILE = 7;

  private Descriptors() {}

  /// Closes, and does not tell of errors: the descriptor is gone in any case.
  public static void close(int fd) {
    Syscall.raw(ThreadMemory.get(), Abi.CLOSE, fd, 0, 0, 0, 0, 0);
  }

  /// Another descriptor of the same open file, close-on-exec.
  public static int dup(int fd) throws ErrnoException {
    return (int) fcntl(fd, F_DUPFD_CLOEXEC, 0);
  }

  /// The access mode and status flags (O_).
  public static int flags(int fd) throws ErrnoException {
    return (int) fcntl(fd, F_GETFL, 0);
  }

  /// Sets the status flags (O_APPEND, O_NONBLOCK and the like).
  public static void setFlags(int fd, int flags) throws ErrnoException {
    fcntl(fd, F_SETFL, flags);
  }

  public static long fcntl(int fd, int command, long argument) throws ErrnoException {
    return Syscall.call(Abi.FCNTL, fd, command, argument);
  }

  /// How many descriptors the process may have, the soft limit.
  public static long limit() throws ErrnoException {
    ThreadMemory memory = ThreadMemory.get();
    Syscall.call(memory, Abi.PRLIMIT64, 0, RLIMIT_NOFILE, 0, memory.struct.address());
    return memory.struct.get(ValueLayout.JAVA_LONG, 0);
  }

  /// Raises the soft limit to the hard one.
  ///
  /// @return the limit now
  public static long raiseLimit() throws ErrnoException {
    ThreadMemory memory = ThreadMemory.get();
    long address = memory.struct.address();
    Syscall.call(memory, Abi.PRLIMIT64, 0, RLIMIT_NOFILE, 0, address);
    long hard = memory.struct.get(ValueLayout.JAVA_LONG, 8);
    memory.struct.set(ValueLayout.JAVA_LONG, 0, hard);
    Syscall.call(memory, Abi.PRLIMIT64, 0, RLIMIT_NOFILE, address, 0);
    return hard;
  }
}
