package dev.byway.vfs.local;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.linux.FileHandles;
import dev.byway.linux.Statx;
import dev.byway.vfs.Node;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// The bytes of [Node#handle]: what tells a file from every other that the file system has or had.
///
/// ```
/// kind[1] ino[8] then by kind
/// 1       the kernel's file handle: type[4] and its bytes (the generation is in them)
/// 2       btime: seconds[8] nanoseconds[4]
/// ```
///
/// Kind 2 is for file systems that make no handles, or long ones.
final class FileId {
  static final byte KERNEL = 1;
  static final byte BIRTH = 2;

  private static final int HEADER = 9;

  /// Linux says ENOMEM, too, while another thread makes a new file of the inode (`iget_locked`
  /// finds it half made). That passes, and then it is ESTALE.
  private static final int REUSE_ATTEMPTS = 100;
  private static final int BIRTH_LENGTH = HEADER + 12;
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private FileId() {}

  static long ino(byte[] id) {
    return (long) LONG.get(id, 1);
  }

  /// @throws ErrnoException EBADF these bytes are none
  static void check(byte[] id) throws ErrnoException {
    boolean good =
        id.length > HEADER
            && id.length <= Node.HANDLE_MAX
            && switch (id[0]) {
              case KERNEL -> id.length >= HEADER + 4 + 4;
              case BIRTH -> id.length == BIRTH_LENGTH;
              default -> false;
            };
    if (!good) {
      throw Errno.EBADF.exception();
    }
  }

  /// The identity of an open file.
  ///
  /// @param kernel whether the file system has handles that fit
  /// @throws ErrnoException ENOTSUP, EOVERFLOW it has none, and `kernel` was said
  static byte[] of(int fd, Statx statx, boolean kernel) throws ErrnoException {
    if (!kernel) {
      byte[] id = start(BIRTH, statx.ino(), BIRTH_LENGTH);
      LONG.set(id, HEADER, statx.btimeSeconds());
      INT.set(id, HEADER + 8, statx.btimeNanos());
      return id;
    }
    long ino = statx.ino();
    byte[] handle = FileHandles.of(fd);
    if (HEADER + handle.length > Node.HANDLE_MAX) {
      throw Errno.EOVERFLOW.exception("the file system's handles are too long");
    }
    byte[] id = start(KERNEL, ino, HEADER + handle.length);
    System.arraycopy(handle, 0, id, HEADER, handle.length);
    return id;
  }

  private static byte[] start(byte kind, long ino, int length) {
    byte[] id = new byte[length];
    id[0] = kind;
    LONG.set(id, 1, ino);
    return id;
  }

  /// Opens by the kernel's handle in an identity, as [FileHandles#open].
  static int open(int mount, byte[] id, int flags) throws ErrnoException {
    if (id[0] != KERNEL) {
      throw Errno.ESTALE.exception();
    }
    for (int attempt = 1; ; attempt++) {
      try {
        return FileHandles.open(mount, id, HEADER, id.length - HEADER, flags);
      } catch (ErrnoException failure) {
        if (failure.errno() != Errno.ENOMEM || attempt == REUSE_ATTEMPTS) {
          throw failure;
        }
        Thread.yield();
      }
    }
  }

  static boolean same(byte[] one, byte[] other) {
    return Arrays.equals(one, other);
  }
}
