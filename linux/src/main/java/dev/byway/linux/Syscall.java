package dev.byway.linux;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/// The one native call: libc's `syscall(2)` with six words. One method handle for all system calls
/// links once at start-up, and costs some 20 ns over the kernel's own time.
///
/// Words that are addresses must stay reachable during the call: [ThreadMemory] does, buffers need
/// a fence.
final class Syscall {
  private static final long ERRNO_OFFSET =
      Linker.Option.captureStateLayout().byteOffset(PathElement.groupElement("errno"));
  private static final MethodHandle SYSCALL = link();

  private Syscall() {}

  private static MethodHandle link() {
    Linker linker = Linker.nativeLinker();
    ValueLayout.OfLong word = ValueLayout.JAVA_LONG;
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow("syscall"),
        FunctionDescriptor.of(word, word, word, word, word, word, word, word),
        Linker.Option.firstVariadicArg(1),
        Linker.Option.captureCallState("errno"));
  }

  /// As the kernel answers: the result, or minus the errno.
  static long raw(ThreadMemory memory, int number, long a, long b, long c, long d, long e, long f) {
    long result;
    try {
      result = (long) SYSCALL.invokeExact(memory.state, (long) number, a, b, c, d, e, f);
    } catch (RuntimeException | Error failure) {
      throw failure;
    } catch (Throwable impossible) {
      throw new AssertionError(impossible);
    }
    return result != -1 ? result : -memory.state.get(ValueLayout.JAVA_INT, ERRNO_OFFSET);
  }

  static long call(ThreadMemory memory, int number, long a, long b, long c, long d, long e, long f)
      throws ErrnoException {
    long result = raw(memory, number, a, b, c, d, e, f);
    if (result < 0) {
      throw Errno.of((int) -result).exception();
    }
    return result;
  }

  static long call(ThreadMemory memory, int number, long a, long b, long c, long d)
      throws ErrnoException {
    return call(memory, number, a, b, c, d, 0, 0);
  }

  static long call(int number, long a, long b, long c) throws ErrnoException {
    return call(ThreadMemory.get(), number, a, b, c, 0, 0, 0);
  }

  /// The state that a call's errno lands in.
  static MemorySegment newState(Arena arena) {
    return arena.allocate(Linker.Option.captureStateLayout());
  }
}
