package dev.byway.linux;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;

/// Data of open files. Buffers are the caller's; direct ones are handed to the kernel as they are,
/// others go through a small buffer of the thread.
public final class FileIo {
  /// `preadv2`, `pwritev2`: EAGAIN rather than wait.
  public static final int RWF_NOWAIT = 0x08;

  public static final int RWF_DSYNC = 0x02;
  public static final int RWF_SYNC = 0x04;

  public static final int SEEK_SET = 0;
  public static final int SEEK_CUR = 1;
  public static final int SEEK_END = 2;
  public static final int SEEK_DATA = 3;
  public static final int SEEK_HOLE = 4;

  public static final int FALLOC_FL_KEEP_SIZE = 0x01;
  public static final int FALLOC_FL_PUNCH_HOLE = 0x02;
  public static final int FALLOC_FL_ZERO_RANGE = 0x10;

  private FileIo() {}

  /// Reads into the buffer from its position, at most to its limit, and moves the position. One
  /// system call, so the answer may be short (a heap buffer gets at most 64 KiB).
  ///
  /// @param flags bits of RWF_
  /// @return bytes read, 0 at the end of the file
  public static int read(int fd, ByteBuffer dst, long offset, int flags) throws ErrnoException {
    ThreadMemory memory = ThreadMemory.get();
    int position = dst.position();
    int read;
    if (dst.isDirect()) {
      long address = writable(dst).address();
      try {
        read = (int) transfer(memory, true, fd, address, dst.remaining(), offset, flags);
      } finally {
        Reference.reachabilityFence(dst);
      }
    } else {
      MemorySegment bounce = memory.bounce();
      int want = Math.min(dst.remaining(), ThreadMemory.BOUNCE);
      read = (int) transfer(memory, true, fd, bounce.address(), want, offset, flags);
      MemorySegment.copy(bounce, 0, writable(dst), 0, read);
    }
    dst.position(position + read);
    return read;
  }

  private static MemorySegment writable(ByteBuffer buffer) {
    if (buffer.isReadOnly()) {
      throw new IllegalArgumentException("the buffer to read into is read-only");
    }
    return MemorySegment.ofBuffer(buffer);
  }

  /// Writes what the buffer has from its position to its limit, and moves the position. One system
  /// call, so fewer bytes may be written than there are.
  ///
  /// @param flags bits of RWF_
  /// @return bytes written
  public static int write(int fd, ByteBuffer src, long offset, int flags) throws ErrnoException {
    ThreadMemory memory = ThreadMemory.get();
    int position = src.position();
    int written;
    if (src.isDirect()) {
      long address = MemorySegment.ofBuffer(src).address();
      try {
        written = (int) transfer(memory, false, fd, address, src.remaining(), offset, flags);
      } finally {
        Reference.reachabilityFence(src);
      }
    } else {
      MemorySegment bounce = memory.bounce();
      int want = Math.min(src.remaining(), ThreadMemory.BOUNCE);
      MemorySegment.copy(MemorySegment.ofBuffer(src), 0, bounce, 0, want);
      written = (int) transfer(memory, false, fd, bounce.address(), want, offset, flags);
    }
    src.position(position + written);
    return written;
  }

  /// pread(2) into native memory.
  public static long pread(int fd, MemorySegment dst, long offset) throws ErrnoException {
    try {
      return transfer(ThreadMemory.get(), true, fd, dst.address(), dst.byteSize(), offset, 0);
    } finally {
      Reference.reachabilityFence(dst);
    }
  }

  /// pwrite(2) from native memory.
  public static long pwrite(int fd, MemorySegment src, long offset) throws ErrnoException {
    try {
      return transfer(ThreadMemory.get(), false, fd, src.address(), src.byteSize(), offset, 0);
    } finally {
      Reference.reachabilityFence(src);
    }
  }

  private static long transfer(
      ThreadMemory memory, boolean in, int fd, long address, long count, long offset, int flags)
      throws ErrnoException {
    if (offset < 0) {
      // preadv2 takes -1 for "at the file's own offset"
      throw Errno.EINVAL.exception();
    }
    if (flags == 0) {
      return Syscall.call(memory, in ? Abi.PREAD64 : Abi.PWRITE64, fd, address, count, offset);
    }
    memory.struct.set(ValueLayout.JAVA_LONG, 0, address);
    memory.struct.set(ValueLayout.JAVA_LONG, 8, count);
    return Syscall.call(
        memory, in ? Abi.PREADV2 : Abi.PWRITEV2, fd, memory.struct.address(), 1, offset, 0, flags);
  }

  public static void fsync(int fd) throws ErrnoException {
    Syscall.call(Abi.FSYNC, fd, 0, 0);
  }

  public static void fdatasync(int fd) throws ErrnoException {
    Syscall.call(Abi.FDATASYNC, fd, 0, 0);
  }

  /// Starts or awaits write-back; no durability by itself.
  public static void syncFileRange(int fd, long offset, long count, int flags)
      throws ErrnoException {
    Syscall.call(ThreadMemory.get(), Abi.SYNC_FILE_RANGE, fd, offset, count, flags);
  }

  /// Puts the whole file system of the descriptor on stable storage.
  public static void syncfs(int fd) throws ErrnoException {
    Syscall.call(Abi.SYNCFS, fd, 0, 0);
  }

  public static void ftruncate(int fd, long size) throws ErrnoException {
    Syscall.call(Abi.FTRUNCATE, fd, size, 0);
  }

  /// fallocate(2). tmpfs cannot zero a range, but punch it: the same for who reads.
  ///
  /// @param mode bits of FALLOC_FL_
  public static void fallocate(int fd, int mode, long offset, long count) throws ErrnoException {
    ThreadMemory memory = ThreadMemory.get();
    try {
      Syscall.call(memory, Abi.FALLOCATE, fd, mode, offset, count);
    } catch (ErrnoException failure) {
      if ((mode & FALLOC_FL_ZERO_RANGE) == 0 || failure.errno() != Errno.ENOTSUP) {
        throw failure;
      }
      int punch = FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE;
      Syscall.call(memory, Abi.FALLOCATE, fd, punch, offset, count);
      boolean extending = (mode & FALLOC_FL_KEEP_SIZE) == 0;
      if (extending && offset + count > Statx.of(fd, Statx.BASIC_STATS).size()) {
        ftruncate(fd, offset + count);
      }
    }
  }

  /// copy_file_range(2) at offsets of the caller's.
  ///
  /// @return bytes copied, perhaps fewer; 0 at the end of the first file
  public static long copyFileRange(int from, long offset, int to, long toOffset, long count)
      throws ErrnoException {
    ThreadMemory memory = ThreadMemory.get();
    MemorySegment offsets = memory.struct;
    offsets.set(ValueLayout.JAVA_LONG, 0, offset);
    offsets.set(ValueLayout.JAVA_LONG, 8, toOffset);
    long address = offsets.address();
    return Syscall.call(
        memory, Abi.COPY_FILE_RANGE, from, address, to, address + Long.BYTES, count, 0);
  }

  /// @return the new offset
  public static long lseek(int fd, long offset, int whence) throws ErrnoException {
    return Syscall.call(Abi.LSEEK, fd, offset, whence);
  }
}
