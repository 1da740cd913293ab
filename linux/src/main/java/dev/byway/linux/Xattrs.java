package dev.byway.linux;

import dev.byway.base.ErrnoException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Extended attributes (xattr(7)) of the file that a descriptor is of: O_PATH descriptors will do,
/// and nothing is opened, since the calls go by the descriptor's name in `/proc/self/fd`. Of a
/// symbolic link they are the link's own. Names are bytes without the final NUL.
public final class Xattrs {
  public static final int XATTR_CREATE = 1;
  public static final int XATTR_REPLACE = 2;

  /// Most bytes of a value, and of a list of names.
  private static final int MAX = ThreadMemory.BOUNCE;

  private Xattrs() {}

  /// @throws ErrnoException ENODATA; ENOTSUP no such namespace here; EACCES
  public static byte[] get(int fd, byte[] name) throws ErrnoException {
    ThreadMemory memory = ThreadMemory.get();
    MemorySegment value = memory.bounce();
    long path = memory.procPath(fd);
    long size =
        Syscall.call(
            memory, Abi.GETXATTR, path, memory.otherPath(name), value.address(), MAX, 0, 0);
    return value.asSlice(0, size).toArray(ValueLayout.JAVA_BYTE);
  }

  /// @param value up to 64 KiB
  /// @param flags 0, [#XATTR_CREATE] or [#XATTR_REPLACE]
  public static void set(int fd, byte[] name, byte[] value, int flags) throws ErrnoException {
    ThreadMemory memory = ThreadMemory.get();
    MemorySegment bounce = memory.bounce();
    MemorySegment.copy(value, 0, bounce, ValueLayout.JAVA_BYTE, 0, value.length);
    Syscall.call(
        memory,
        Abi.SETXATTR,
        memory.procPath(fd),
        memory.otherPath(name),
        bounce.address(),
        value.length,
        flags,
        0);
  }

  /// The names of all namespaces, a NUL after each.
  public static byte[] list(int fd) throws ErrnoException {
    ThreadMemory memory = ThreadMemory.get();
    MemorySegment names = memory.bounce();
    long path = memory.procPath(fd);
    long size = Syscall.call(memory, Abi.LISTXATTR, path, names.address(), MAX, 0);
    return names.asSlice(0, size).toArray(ValueLayout.JAVA_BYTE);
  }

  public static void remove(int fd, byte[] name) throws ErrnoException {
    ThreadMemory memory = ThreadMemory.get();
    long path = memory.procPath(fd);
    Syscall.call(memory, Abi.REMOVEXATTR, path, memory.otherPath(name), 0, 0);
  }
}
