package dev.byway.linux;

import dev.byway.base.ErrnoException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Mounts without a place in the tree. All need CAP_SYS_ADMIN over the mount namespace.
public final class Mounts {
  private static final int OPEN_TREE_CLONE = 1;
  private static final long RDONLY = 1;
  private static final long NOSUID = 2;
  private static final long NODEV = 4;
  private static final long NOEXEC = 8;

  private Mounts() {}

  /// A detached clone of the mount under a directory, rooted there, through which nothing can be
  /// written: a descriptor opened by it cannot be re-opened for writing (EROFS), by nobody.
  ///
  /// @param directory a descriptor, O_PATH will do
  /// @return the clone's descriptor (O_PATH); closing it and all that was opened by it ends the
  ///     mount
  public static int readOnlyClone(int directory) throws ErrnoException {
    ThreadMemory memory = ThreadMemory.get();
    int clone =
        (int)
            Syscall.call(
                memory,
                Abi.OPEN_TREE,
                directory,
                ThreadMemory.EMPTY,
                OPEN_TREE_CLONE | OpenAt.O_CLOEXEC | Statx.AT_EMPTY_PATH,
                0);
    try {
      MemorySegment attr = memory.struct;
      attr.set(ValueLayout.JAVA_LONG, 0, RDONLY | NOSUID | NODEV | NOEXEC);
      attr.set(ValueLayout.JAVA_LONG, 8, 0);
      attr.set(ValueLayout.JAVA_LONG, 16, 0);
      attr.set(ValueLayout.JAVA_LONG, 24, 0);
      Syscall.call(
          memory,
          Abi.MOUNT_SETATTR,
          clone,
          ThreadMemory.EMPTY,
          Statx.AT_EMPTY_PATH,
          attr.address(),
          32,
          0);
    } catch (ErrnoException failure) {
      Descriptors.close(clone);
      throw failure;
    }
    return clone;
  }
}
