package dev.byway.linux;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;

/// Open file description locks, F_OFD_ of fcntl(2): held by all descriptors of one open file
/// together, gone with the last of them. Advisory.
public final class OfdLocks {
  public static final short F_RDLCK = 0;
  public static final short F_WRLCK = 1;
  public static final short F_UNLCK = 2;

  private static final int F_OFD_GETLK = 36;
  private static final int F_OFD_SETLK = 37;

  // struct flock { short l_type, l_whence; long l_start, l_len; int l_pid; }
  private static final int TYPE = 0;
  private static final int WHENCE = 2;
  private static final int START = 8;
  private static final int LENGTH = 16;
  private static final int PID = 24;

  private OfdLocks() {}

  /// A lock in the way.
  ///
  /// @param length bytes, 0: to the end
  /// @param pid of a process's lock; -1 of an open file description's
  public record Blocker(short type, long start, long length, int pid) {}

  /// Locks or unlocks without waiting.
  ///
  /// @param length bytes, 0: to the end
  /// @return false when it is locked by somebody else
  /// @throws ErrnoException EBADF not open for it; ENOLCK; EINVAL the file system has no locks
  public static boolean trySet(int fd, short type, long start, long length) throws ErrnoException {
    MemorySegment flock = flock(type, start, length);
    try {
      Descriptors.fcntl(fd, F_OFD_SETLK, flock.address());
      return true;
    } catch (ErrnoException e) {
      if (e.errno() == Errno.EAGAIN || e.errno() == Errno.EACCES) {
        return false;
      }
      throw e;
    }
  }

  /// The lock that [#trySet] would meet; null: none.
  public static @Nullable Blocker blocker(int fd, short type, long start, long length)
      throws ErrnoException {
    MemorySegment flock = flock(type, start, length);
    Descriptors.fcntl(fd, F_OFD_GETLK, flock.address());
    short found = flock.get(ValueLayout.JAVA_SHORT, TYPE);
    return found == F_UNLCK
        ? null
        : new Blocker(
            found,
            flock.get(ValueLayout.JAVA_LONG, START),
            flock.get(ValueLayout.JAVA_LONG, LENGTH),
            flock.get(ValueLayout.JAVA_INT, PID));
  }

  private static MemorySegment flock(short type, long start, long length) {
    MemorySegment flock = ThreadMemory.get().struct;
    flock.asSlice(0, 32).fill((byte) 0);
    flock.set(ValueLayout.JAVA_SHORT, TYPE, type);
    flock.set(ValueLayout.JAVA_SHORT, WHENCE, (short) FileIo.SEEK_SET);
    flock.set(ValueLayout.JAVA_LONG, START, start);
    flock.set(ValueLayout.JAVA_LONG, LENGTH, length);
    return flock;
  }
}
