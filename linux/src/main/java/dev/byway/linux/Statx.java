package dev.byway.linux;

import dev.byway.base.ErrnoException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// statx(2) and what it answered. There is one object a thread: read it before the thread's next
/// statx, and keep it nowhere.
public final class Statx {
  public static final int AT_SYMLINK_NOFOLLOW = 0x100;
  public static final int AT_EMPTY_PATH = 0x1000;
  private static final int AT_NO_AUTOMOUNT = 0x800;

  public static final int BASIC_STATS = 0x7ff;
  public static final int BTIME = 0x800;
  public static final int MNT_ID = 0x1000;

  /// `stx_attributes`: may not be changed.
  public static final long ATTR_IMMUTABLE = 0x10;

  /// `stx_attributes`: may only grow.
  public static final long ATTR_APPEND = 0x20;

  /// `stx_attributes`: the root of a mount.
  public static final long ATTR_MOUNT_ROOT = 0x2000;

  public static final int S_IFMT = 0xf000;
  public static final int S_IFSOCK = 0xc000;
  public static final int S_IFLNK = 0xa000;
  public static final int S_IFREG = 0x8000;
  public static final int S_IFBLK = 0x6000;
  public static final int S_IFDIR = 0x4000;
  public static final int S_IFCHR = 0x2000;
  public static final int S_IFIFO = 0x1000;

  private final MemorySegment buffer;

  Statx(MemorySegment buffer) {
    this.buffer = buffer;
  }

  /// Of the descriptor's own file, O_PATH descriptors too.
  public static Statx of(int fd, int mask) throws ErrnoException {
    ThreadMemory memory = ThreadMemory.get();
    Statx statx = memory.statx;
    Syscall.call(
        memory, Abi.STATX, fd, ThreadMemory.EMPTY, AT_EMPTY_PATH, mask, statx.buffer.address(), 0);
    return statx;
  }

  /// Of a name; a symbolic link is not followed.
  public static Statx at(int directory, byte[] name, int mask) throws ErrnoException {
    ThreadMemory memory = ThreadMemory.get();
    Statx statx = memory.statx;
    Syscall.call(
        memory,
        Abi.STATX,
        directory,
        memory.path(name),
        AT_SYMLINK_NOFOLLOW | AT_NO_AUTOMOUNT,
        mask,
        statx.buffer.address(),
        0);
    return statx;
  }

  /// Which of the asked-for fields were filled.
  public int mask() {
    return u32(0);
  }

  public long attributes() {
    return u64(8);
  }

  public int nlink() {
    return u32(16);
  }

  public int uid() {
    return u32(20);
  }

  public int gid() {
    return u32(24);
  }

  /// Type and permissions.
  public int mode() {
    return Short.toUnsignedInt(buffer.get(ValueLayout.JAVA_SHORT, 28));
  }

  /// The type bits of [#mode].
  public int type() {
    return mode() & S_IFMT;
  }

  public long ino() {
    return u64(32);
  }

  public long size() {
    return u64(40);
  }

  /// In units of 512 bytes.
  public long blocks() {
    return u64(48);
  }

  public long atimeSeconds() {
    return u64(64);
  }

  public int atimeNanos() {
    return u32(72);
  }

  public long btimeSeconds() {
    return u64(80);
  }

  public int btimeNanos() {
    return u32(88);
  }

  public long ctimeSeconds() {
    return u64(96);
  }

  public int ctimeNanos() {
    return u32(104);
  }

  public long mtimeSeconds() {
    return u64(112);
  }

  public int mtimeNanos() {
    return u32(120);
  }

  public int rdevMajor() {
    return u32(128);
  }

  public int rdevMinor() {
    return u32(132);
  }

  /// The device that holds the file, major in the upper half.
  public long dev() {
    return (long) u32(136) << 32 | Integer.toUnsignedLong(u32(140));
  }

  /// The mount that the file was reached by, with [#MNT_ID].
  public long mountId() {
    return u64(144);
  }

  private int u32(long offset) {
    return buffer.get(ValueLayout.JAVA_INT, offset);
  }

  private long u64(long offset) {
    return buffer.get(ValueLayout.JAVA_LONG, offset);
  }
}
