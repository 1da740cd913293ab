package dev.byway.linux;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/// Runs a program that gets a descriptor of ours, which `ProcessBuilder` cannot give:
/// posix_spawn(3) with the descriptor as number 3, and nothing else open but 0, 1 and 2.
final class Spawn {
  /// The number that the program finds the descriptor by.
  static final int CHILD_FD = 3;

  /// More than any libc's `posix_spawn_file_actions_t`.
  private static final long FILE_ACTIONS_BYTES = 256;

  private static final long OUTPUT_MAX = 4096;

  private Spawn() {}

  /// @param status as a shell tells it: the exit status, or 128 and the signal
  /// @param output what the program wrote to 1 and 2, its first 4 KiB
  record Ended(int status, String output) {}

  /// Runs the program and waits for its end.
  ///
  /// @param command its name, looked for in PATH, and arguments
  /// @throws ErrnoException ENOENT no such program
  static Ended run(List<String> command, Map<String, String> environment, int fd)
      throws ErrnoException {
    try (Arena arena = Arena.ofConfined()) {
      int output = SharedMemory.memfdCreate(arena.allocateFrom("output"), 0);
      try {
        int status = await(start(arena, command, environment, fd, output));
        MemorySegment text = arena.allocate(OUTPUT_MAX);
        byte[] bytes = text.asSlice(0, FileIo.pread(output, text, 0)).toArray(JAVA_BYTE);
        return new Ended(status, new String(bytes, StandardCharsets.UTF_8).strip());
      } finally {
        Descriptors.close(output);
      }
    }
  }

  private static int start(
      Arena arena, List<String> command, Map<String, String> environment, int fd, int output)
      throws ErrnoException {
    List<String> assignments =
        environment.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList();
    MemorySegment pid = arena.allocate(JAVA_INT);
    MemorySegment path = arena.allocateFrom(command.get(0));
    MemorySegment argv = strings(arena, command);
    MemorySegment envp = strings(arena, assignments);
    MemorySegment actions = arena.allocate(FILE_ACTIONS_BYTES, 16);
    MemorySegment none = MemorySegment.NULL;
    try {
      check((int) Libc.INIT.invokeExact(actions));
      try {
        check((int) Libc.DUP2.invokeExact(actions, output, 1));
        check((int) Libc.DUP2.invokeExact(actions, output, 2));
        check((int) Libc.DUP2.invokeExact(actions, fd, CHILD_FD));
        check((int) Libc.CLOSEFROM.invokeExact(actions, CHILD_FD + 1));
        check((int) Libc.SPAWN.invokeExact(pid, path, actions, none, argv, envp));
      } finally {
        int ignored = (int) Libc.DESTROY.invokeExact(actions);
      }
    } catch (ErrnoException | RuntimeException | Error failure) {
      throw failure;
    } catch (Throwable impossible) {
      throw new AssertionError(impossible);
    }
    return pid.get(JAVA_INT, 0);
  }

  private static MemorySegment strings(Arena arena, List<String> strings) {
    MemorySegment array = arena.allocate(ADDRESS, strings.size() + 1L);
    for (int i = 0; i < strings.size(); i++) {
      array.setAtIndex(ADDRESS, i, arena.allocateFrom(strings.get(i)));
    }
    return array;
  }

  private static void check(int errno) throws ErrnoException {
    if (errno != 0) {
      throw Errno.of(errno).exception();
    }
  }

  private static int await(int pid) throws ErrnoException {
    ThreadMemory memory = ThreadMemory.get();
    long result;
    do {
      result = Syscall.raw(memory, Abi.WAIT4, pid, memory.struct.address(), 0, 0, 0, 0);
    } while (result == -Errno.EINTR.number());
    check(result < 0 ? (int) -result : 0);
    int status = memory.struct.get(JAVA_INT, 0);
    int signal = status & 0x7f;
    return signal != 0 ? 128 + signal : status >> 8 & 0xff;
  }

  /// Linked when the first program is run. All answer an errno.
  private static final class Libc {
    static final MethodHandle INIT = link("posix_spawn_file_actions_init", ADDRESS);
    static final MethodHandle DESTROY = link("posix_spawn_file_actions_destroy", ADDRESS);
    static final MethodHandle DUP2 =
        link("posix_spawn_file_actions_adddup2", ADDRESS, JAVA_INT, JAVA_INT);

    /// glibc 2.34
    static final MethodHandle CLOSEFROM =
        link("posix_spawn_file_actions_addclosefrom_np", ADDRESS, JAVA_INT);

    static final MethodHandle SPAWN =
        link("posix_spawnp", ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS);

    private static MethodHandle link(String name, MemoryLayout... arguments) {
      Linker linker = Linker.nativeLinker();
      return linker.downcallHandle(
          linker.defaultLookup().findOrThrow(name), FunctionDescriptor.of(JAVA_INT, arguments));
    }
  }
}
