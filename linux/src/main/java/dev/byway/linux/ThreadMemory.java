package dev.byway.linux;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// The memory that a thread's system calls pass their arguments in, made once per thread and freed
/// with it. Each part is valid until the thread's next call that uses it.
final class ThreadMemory {
  /// PATH_MAX, with the final NUL.
  static final int PATH_MAX = 4096;

  private static final byte[] PROC_SELF_FD = "/proc/self/fd/".getBytes(StandardCharsets.US_ASCII);

  /// What heap buffers are copied through, a piece at a time.
  static final int BOUNCE = 64 * 1024;

  /// An empty C string, for calls on the descriptor itself (AT_EMPTY_PATH).
  static final long EMPTY = Arena.global().allocate(1).address();

  private static final ThreadLocal<ThreadMemory> THREAD =
      ThreadLocal.withInitial(ThreadMemory::new);

  private final Arena arena = Arena.ofAuto();
  final MemorySegment state = Syscall.newState(arena);
  final MemorySegment path = arena.allocate(PATH_MAX);
  final MemorySegment otherPath = arena.allocate(PATH_MAX);

  /// For small structures: open_how, timespec, iovec, statfs, file_handle and the like.
  final MemorySegment struct = arena.allocate(256, Long.BYTES);

  final Statx statx = new Statx(arena.allocate(256, Long.BYTES));
  private @Nullable MemorySegment bounce;

  private ThreadMemory() {}

  static ThreadMemory get() {
    return THREAD.get();
  }

  MemorySegment bounce() {
    MemorySegment made = bounce;
    if (made == null) {
      made = arena.allocate(BOUNCE, Long.BYTES);
      bounce = made;
    }
    return made;
  }

  /// The address of the name as a C string.
  long path(byte[] name) throws ErrnoException {
    return cString(path, name);
  }

  /// As [#path], for the second name of a call.
  long otherPath(byte[] name) throws ErrnoException {
    return cString(otherPath, name);
  }

  private static long cString(MemorySegment to, byte[] name) throws ErrnoException {
    if (name.length >= PATH_MAX) {
      throw Errno.ENAMETOOLONG.exception();
    }
    MemorySegment.copy(name, 0, to, ValueLayout.JAVA_BYTE, 0, name.length);
    to.set(ValueLayout.JAVA_BYTE, name.length, (byte) 0);
    return to.address();
  }

  /// The decimal digits of a number as a C string: a name in `/proc/self/fd`.
  long decimalPath(int number) {
    writeDecimal(0, number);
    return path.address();
  }

  /// The name of a descriptor in `/proc/self/fd` as a whole path.
  long procPath(int fd) {
    MemorySegment.copy(PROC_SELF_FD, 0, path, ValueLayout.JAVA_BYTE, 0, PROC_SELF_FD.length);
    writeDecimal(PROC_SELF_FD.length, fd);
    return path.address();
  }

  private void writeDecimal(int at, int number) {
    int length = number == 0 ? at + 1 : at;
    for (int rest = number; rest > 0; rest /= 10) {
      length++;
    }
    path.set(ValueLayout.JAVA_BYTE, length, (byte) 0);
    int rest = number;
    for (int i = length - 1; i >= at; i--) {
      path.set(ValueLayout.JAVA_BYTE, i, (byte) ('0' + rest % 10));
      rest /= 10;
    }
  }
}
