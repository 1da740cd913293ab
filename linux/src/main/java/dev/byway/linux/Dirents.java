package dev.byway.linux;

import dev.byway.base.ErrnoException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// A cursor over a directory's entries by getdents64(2). For one thread.
public final class Dirents {
  public static final int DT_UNKNOWN = 0;
  public static final int DT_DIR = 4;

  private static final int SIZE = 32 * 1024;
  private static final int NAME = 19;

  private final int fd;
  private final MemorySegment buffer = Arena.ofAuto().allocate(SIZE, Long.BYTES);
  private int end;
  private int at;
  private int next;

  /// @param fd of a directory open for reading; stays the caller's. Entries come from its offset on
  public Dirents(int fd) {
    this.fd = fd;
  }

  /// Goes to the next entry.
  ///
  /// @return false at the end
  public boolean next() throws ErrnoException {
    if (next >= end) {
      end = (int) Syscall.call(ThreadMemory.get(), Abi.GETDENTS64, fd, buffer.address(), SIZE, 0);
      next = 0;
      if (end == 0) {
        return false;
      }
    }
    at = next;
    next += Short.toUnsignedInt(buffer.get(ValueLayout.JAVA_SHORT, at + 16L));
    return true;
  }

  public long ino() {
    return buffer.get(ValueLayout.JAVA_LONG, at);
  }

  /// The file offset that the entry after this one has: lseek(2) there to go on.
  public long offset() {
    return buffer.get(ValueLayout.JAVA_LONG, at + 8L);
  }

  /// DT_ value.
  public int type() {
    return buffer.get(ValueLayout.JAVA_BYTE, at + 18L);
  }

  public byte[] name() {
    int length = 0;
    while (buffer.get(ValueLayout.JAVA_BYTE, (long) at + NAME + length) != 0) {
      length++;
    }
    return buffer.asSlice((long) at + NAME, length).toArray(ValueLayout.JAVA_BYTE);
  }
}
