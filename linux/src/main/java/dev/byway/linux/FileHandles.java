package dev.byway.linux;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// The kernel's own persistent file handles: name_to_handle_at(2) and open_by_handle_at(2).
public final class FileHandles {
  /// MAX_HANDLE_SZ.
  public static final int MAX = 128;

  private static final int HEADER = 8;

  private FileHandles() {}

  /// The handle of the file that a descriptor (O_PATH too) is of.
  ///
  /// @return 4 bytes of type in the machine's order, then the handle
  /// @throws ErrnoException ENOTSUP the file system has no handles
  public static byte[] of(int fd) throws ErrnoException {
    ThreadMemory memory = ThreadMemory.get();
    MemorySegment handle = memory.struct;
    handle.set(ValueLayout.JAVA_INT, 0, MAX);
    long mountId = handle.address() + HEADER + MAX;
    Syscall.call(
        memory,
        Abi.NAME_TO_HANDLE_AT,
        fd,
        ThreadMemory.EMPTY,
        handle.address(),
        mountId,
        Statx.AT_EMPTY_PATH,
        0);
    int length = handle.get(ValueLayout.JAVA_INT, 0);
    return handle.asSlice(4, 4L + length).toArray(ValueLayout.JAVA_BYTE);
  }

  /// Opens by a handle; needs CAP_DAC_READ_SEARCH, and asks for no other permission.
  ///
  /// @param mount a descriptor on the mount that the file shall be reached by; O_PATH will not do
  /// @param handle as [#of] gave it
  /// @throws ErrnoException ESTALE no such file any more
  public static int open(int mount, byte[] handle, int offset, int length, int flags)
      throws ErrnoException {
    if (length < 4 || length > 4 + MAX) {
      throw Errno.EINVAL.exception();
    }
    ThreadMemory memory = ThreadMemory.get();
    MemorySegment struct = memory.struct;
    struct.set(ValueLayout.JAVA_INT, 0, length - 4);
    MemorySegment.copy(handle, offset, struct, ValueLayout.JAVA_BYTE, 4, length);
    return (int)
        Syscall.call(
            memory, Abi.OPEN_BY_HANDLE_AT, mount, struct.address(), flags | OpenAt.O_CLOEXEC, 0);
  }
}
