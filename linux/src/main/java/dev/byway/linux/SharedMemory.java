package dev.byway.linux;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;

/// Memory that two processes share through a descriptor (memfd_create(2)). Its size is sealed:
/// neither side can shrink it under the other, which would be a SIGBUS there.
public final class SharedMemory {
  private static final int MFD_CLOEXEC = 1;
  private static final int MFD_ALLOW_SEALING = 2;
  private static final int F_ADD_SEALS = 1033;
  private static final int F_GET_SEALS = 1034;
  private static final int F_SEAL_SEAL = 1;
  private static final int F_SEAL_SHRINK = 2;
  private static final int F_SEAL_GROW = 4;
  private static final int SEALS = F_SEAL_SEAL | F_SEAL_SHRINK | F_SEAL_GROW;
  private static final int PROT_READ_WRITE = 3;
  private static final int MAP_SHARED = 1;

  private SharedMemory() {}

  /// Makes zeroed memory of a sealed size; pages take room only once they are written to.
  ///
  /// @param name for people who look into `/proc`
  /// @return its descriptor, close-on-exec, which the caller closes
  public static int create(String name, long size) throws ErrnoException {
    try (Arena arena = Arena.ofConfined()) {
      int fd = memfdCreate(arena.allocateFrom(name), MFD_CLOEXEC | MFD_ALLOW_SEALING);
      try {
        FileIo.ftruncate(fd, size);
        Syscall.call(Abi.FCNTL, fd, F_ADD_SEALS, SEALS);
        return fd;
      } catch (ErrnoException e) {
        Descriptors.close(fd);
        throw e;
      }
    }
  }

  /// Maps memory made by [#create], here or in another process. The mapping lives until the segment
  /// is garbage, whatever happens to the descriptor, so no thread can touch memory that is gone.
  ///
  /// @throws ErrnoException EPROTO when it is not sealed or not of this size: do not trust its
  ///     maker
  public static MemorySegment map(int fd, long size) throws ErrnoException {
    if ((Syscall.call(Abi.FCNTL, fd, F_GET_SEALS, 0) & SEALS) != SEALS
        || FileIo.lseek(fd, 0, FileIo.SEEK_END) != size) {
      throw Errno.EPROTO.exception("shared memory");
    }
    long address =
        Syscall.call(ThreadMemory.get(), Abi.MMAP, 0, size, PROT_READ_WRITE, MAP_SHARED, fd, 0);
    return MemorySegment.ofAddress(address).reinterpret(size, Arena.ofAuto(), SharedMemory::unmap);
  }

  static int memfdCreate(MemorySegment name, int flags) throws ErrnoException {
    int fd = (int) Syscall.call(Abi.MEMFD_CREATE, name.address(), flags, 0);
    Reference.reachabilityFence(name);
    return fd;
  }

  private static void unmap(MemorySegment memory) {
    Syscall.raw(ThreadMemory.get(), Abi.MUNMAP, memory.address(), memory.byteSize(), 0, 0, 0, 0);
  }
}
