package dev.byway.linux;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Who the calling *thread* is for the kernel. All by raw system calls, since libc's wrappers
/// change every thread of the process.
public final class Credentials {
  public static final int CAP_DAC_OVERRIDE = 1;
  public static final int CAP_DAC_READ_SEARCH = 2;
  public static final int CAP_FOWNER = 3;
  public static final int CAP_SETGID = 6;
  public static final int CAP_SETUID = 7;
  public static final int CAP_SYS_ADMIN = 21;
  public static final int CAP_SYS_RESOURCE = 24;

  private static final int CLONE_FS = 0x200;
  private static final int CAPABILITY_VERSION_3 = 0x20080522;

  private Credentials() {}

  public static int geteuid() {
    return (int) Syscall.raw(ThreadMemory.get(), Abi.GETEUID, 0, 0, 0, 0, 0, 0);
  }

  public static int getegid() {
    return (int) Syscall.raw(ThreadMemory.get(), Abi.GETEGID, 0, 0, 0, 0, 0, 0);
  }

  public static int gettid() {
    return (int) Syscall.raw(ThreadMemory.get(), Abi.GETTID, 0, 0, 0, 0, 0, 0);
  }

  /// Sets the thread's file-system uid. The kernel takes the file-system capabilities
  /// (CAP_DAC_OVERRIDE and so on) away with uid 0, and gives them back with it.
  ///
  /// @throws ErrnoException EPERM the kernel did not take it: not privileged, or an id that does
  ///     not exist in this user namespace
  public static void setfsuid(int uid) throws ErrnoException {
    set(Abi.SETFSUID, uid);
  }

  /// Sets the file-system uid to 0 again, for a thread whose effective uid is 0: cannot fail.
  public static void restoreFsuid() {
    Syscall.raw(ThreadMemory.get(), Abi.SETFSUID, 0, 0, 0, 0, 0, 0);
  }

  /// As [#setfsuid], of the gid.
  public static void setfsgid(int gid) throws ErrnoException {
    set(Abi.SETFSGID, gid);
  }

  /// The call tells no failure, so asks what is set now.
  private static void set(int call, int id) throws ErrnoException {
    ThreadMemory memory = ThreadMemory.get();
    Syscall.raw(memory, call, Integer.toUnsignedLong(id), 0, 0, 0, 0, 0);
    if ((int) Syscall.raw(memory, call, 0xffff_ffffL, 0, 0, 0, 0, 0) != id) {
      throw Errno.EPERM.exception();
    }
  }

  /// Sets the supplementary groups of the thread.
  public static void setgroups(int[] groups) throws ErrnoException {
    ThreadMemory memory = ThreadMemory.get();
    MemorySegment list =
        groups.length * 4L <= memory.path.byteSize()
            ? memory.path
            : Arena.ofAuto().allocate(groups.length * 4L, Integer.BYTES);
    MemorySegment.copy(groups, 0, list, ValueLayout.JAVA_INT_UNALIGNED, 0, groups.length);
    Syscall.call(memory, Abi.SETGROUPS, groups.length, list.address(), 0, 0);
  }

  /// The supplementary groups of the thread.
  public static int[] getgroups() throws ErrnoException {
    ThreadMemory memory = ThreadMemory.get();
    int count = (int) Syscall.call(memory, Abi.GETGROUPS, 0, 0, 0, 0);
    MemorySegment list = Arena.ofAuto().allocate(Math.max(4L, count * 4L), Integer.BYTES);
    int got = (int) Syscall.call(memory, Abi.GETGROUPS, count, list.address(), 0, 0);
    return list.asSlice(0, got * 4L).toArray(ValueLayout.JAVA_INT);
  }

  /// Whether a capability (CAP_ value below 32) is in the thread's effective set.
  public static boolean hasCapability(int capability) throws ErrnoException {
    ThreadMemory memory = ThreadMemory.get();
    MemorySegment data = capget(memory);
    return (data.get(ValueLayout.JAVA_INT, 8) & 1 << capability) != 0;
  }

  /// Takes a capability (CAP_ value below 32) out of the thread's effective set; it stays
  /// permitted.
  public static void dropCapability(int capability) throws ErrnoException {
    ThreadMemory memory = ThreadMemory.get();
    MemorySegment data = capget(memory);
    data.set(ValueLayout.JAVA_INT, 8, data.get(ValueLayout.JAVA_INT, 8) & ~(1 << capability));
    Syscall.call(memory, Abi.CAPSET, data.address(), data.address() + 8, 0, 0);
  }

  /// The header, then twice effective, permitted, inheritable.
  private static MemorySegment capget(ThreadMemory memory) throws ErrnoException {
    MemorySegment data = memory.struct;
    data.set(ValueLayout.JAVA_INT, 0, CAPABILITY_VERSION_3);
    data.set(ValueLayout.JAVA_INT, 4, 0);
    Syscall.call(memory, Abi.CAPGET, data.address(), data.address() + 8, 0, 0);
    return data;
  }

  /// Gives the thread a umask (and working directory) of its own, apart from the process's.
  public static void unshareUmask() throws ErrnoException {
    Syscall.call(Abi.UNSHARE, CLONE_FS, 0, 0);
  }

  /// @return the umask until now
  public static int umask(int mask) {
    return (int) Syscall.raw(ThreadMemory.get(), Abi.UMASK, mask, 0, 0, 0, 0, 0);
  }
}
