package dev.byway.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.nio.charset.StandardCharsets;

/// A descriptor of `/dev/fuse` (fuse(4)): each read takes one request of the kernel, each write
/// gives one answer. Any thread may read or write at any time; threads that each have a
/// [#cloneDevice] of their own do not meet in one queue of requests under way.
///
/// A thread that waits in [#read] is woken by the end of the mount and by nothing else: unmount
/// ([FuseMounts]) before [#close]. When the last descriptor of a mount is closed, with the death of
/// the process too, every call on the mount fails with ENOTCONN.
public final class FuseDevice implements AutoCloseable {
  /// The least room that [#read] needs; more when `max_write` of INIT says so, and its header.
  public static final int READ_MIN = 8192;

  /// [#read]: nothing was read, for a signal or because the request was withdrawn. Ask again.
  public static final int AGAIN = 0;

  /// [#read], [#write]: there is no mount any more.
  public static final int UNMOUNTED = -1;

  /// [#read] of a device that does not block: no request is there.
  public static final int EMPTY = -2;

  /// [#write]: nobody waits for this answer any more (after the end of the mount too), or the
  /// kernel does not know the inode or name that a notice is about. Not an error.
  public static final int UNKNOWN = -3;

  private static final byte[] PATH = "/dev/fuse".getBytes(StandardCharsets.US_ASCII);
  private static final int FUSE_DEV_IOC_CLONE = 0x8004e500;
  private static final int FUSE_DEV_IOC_BACKING_OPEN = 0x4010e501;
  private static final int FUSE_DEV_IOC_BACKING_CLOSE = 0x4004e502;
  private static final short POLLIN = 1;

  private final Fd fd;

  private FuseDevice(int number) {
    fd = new Fd(number);
  }

  /// Opens the device; it is of no use until [FuseMounts] has mounted it.
  ///
  /// @throws ErrnoException ENOENT, ENODEV no FUSE in this kernel; EACCES
  public static FuseDevice open() throws ErrnoException {
    int flags = OpenAt.O_RDWR;
    return new FuseDevice(OpenAt.openat2(OpenAt.AT_FDCWD, PATH, flags, 0, 0));
  }

  /// Takes over a descriptor that somebody else opened and mounted (fusermount3).
  static FuseDevice of(int number) {
    return new FuseDevice(number);
  }

  /// The number, for `fd=` of mount(2).
  int number() {
    return fd.number();
  }

  /// Another queue of the same mount: a request is answered through the one that it was read from.
  ///
  /// @throws ErrnoException EACCES the process may not open `/dev/fuse` itself (fusermount3 did):
  ///     share this one; EINVAL it is not mounted yet
  public FuseDevice cloneDevice() throws ErrnoException {
    FuseDevice clone = open();
    ThreadMemory memory = ThreadMemory.get();
    int number = fd.acquire();
    try {
      memory.struct.set(JAVA_INT, 0, number);
      ioctl(memory, clone.number(), FUSE_DEV_IOC_CLONE);
      return clone;
    } catch (ErrnoException e) {
      clone.close();
      throw e;
    } finally {
      fd.release();
    }
  }

  /// Whether [#read] waits for a request (as it does at first) or answers [#EMPTY].
  public void blocking(boolean blocking) throws ErrnoException {
    int number = fd.acquire();
    try {
      int others = Descriptors.flags(number) & ~OpenAt.O_NONBLOCK;
      Descriptors.setFlags(number, blocking ? others : others | OpenAt.O_NONBLOCK);
    } finally {
      fd.release();
    }
  }

  /// Takes the next request.
  ///
  /// @param request native memory, at least [#READ_MIN]
  /// @return its length, [#AGAIN], [#EMPTY] or [#UNMOUNTED]
  /// @throws ErrnoException EPERM it is not mounted yet; EINVAL the room is too small; EIO one
  ///     request was too large for the room and is answered; EBADF closed
  public int read(MemorySegment request) throws ErrnoException {
    ThreadMemory memory = ThreadMemory.get();
    int number = fd.acquire();
    long result;
    try {
      result =
          Syscall.raw(memory, Abi.READ, number, request.address(), request.byteSize(), 0, 0, 0);
    } finally {
      Reference.reachabilityFence(request);
      fd.release();
    }
    return result >= 0 ? (int) result : readFailed(Errno.of((int) -result));
  }

  private static int readFailed(Errno errno) throws ErrnoException {
    if (errno == Errno.EINTR || errno == Errno.ENOENT) {
      return AGAIN;
    }
    if (errno == Errno.EAGAIN) {
      return EMPTY;
    }
    if (errno == Errno.ENODEV || errno == Errno.ECONNABORTED) {
      return UNMOUNTED;
    }
    throw errno.exception();
  }

  /// Waits for a request without taking it.
  ///
  /// @param millis at most; negative for ever
  /// @return whether [#read] will not wait: there is a request, or no mount any more
  public boolean await(int millis) throws ErrnoException {
    ThreadMemory memory = ThreadMemory.get();
    MemorySegment pollfd = memory.struct;
    int number = fd.acquire();
    try {
      pollfd.set(JAVA_INT, 0, number);
      pollfd.set(JAVA_SHORT, 4, POLLIN);
      pollfd.set(JAVA_SHORT, 6, (short) 0);
      pollfd.set(JAVA_LONG, 8, millis / 1000);
      pollfd.set(JAVA_LONG, 16, millis % 1000 * 1_000_000L);
      long timeout = millis < 0 ? 0 : pollfd.address() + 8;
      long ready = Syscall.raw(memory, Abi.PPOLL, pollfd.address(), 1, timeout, 0, 8, 0);
      return ready > 0;
    } finally {
      fd.release();
    }
  }

  /// Gives an answer, or a notice, that lies in one piece.
  ///
  /// @param message native memory with `fuse_out_header` and all that follows it
  /// @param length bytes of it
  /// @return `length`, [#UNMOUNTED] or [#UNKNOWN]
  /// @throws ErrnoException EINVAL the kernel does not take it; what a notice is refused with
  ///     (EBUSY, ENOTDIR, ENOTEMPTY, ENOSYS ...); EBADF closed
  public int write(MemorySegment message, int length) throws ErrnoException {
    return write(message, length, MemorySegment.NULL, 0);
  }

  /// Gives an answer whose payload lies somewhere else. Nothing is copied but by the kernel.
  ///
  /// @param header native memory, from `fuse_out_header` on
  /// @param headerLength bytes of it
  /// @param payload native memory
  /// @param payloadLength bytes of it; 0 for none
  /// @return the bytes of both, [#UNMOUNTED] or [#UNKNOWN]
  /// @throws ErrnoException as the other [#write]
  public int write(MemorySegment header, int headerLength, MemorySegment payload, int payloadLength)
      throws ErrnoException {
    ThreadMemory memory = ThreadMemory.get();
    MemorySegment iovec = memory.struct;
    iovec.set(JAVA_LONG, 0, header.address());
    iovec.set(JAVA_LONG, 8, headerLength);
    iovec.set(JAVA_LONG, 16, payload.address());
    iovec.set(JAVA_LONG, 24, payloadLength);
    int pieces = payloadLength == 0 ? 1 : 2;
    int number = fd.acquire();
    long result;
    try {
      result = Syscall.raw(memory, Abi.WRITEV, number, iovec.address(), pieces, 0, 0, 0);
    } finally {
      Reference.reachabilityFence(header);
      Reference.reachabilityFence(payload);
      fd.release();
    }
    return result >= 0 ? (int) result : writeFailed(Errno.of((int) -result));
  }

  private static int writeFailed(Errno errno) throws ErrnoException {
    if (errno == Errno.ENOENT) {
      return UNKNOWN;
    }
    if (errno == Errno.ENODEV || errno == Errno.ECONNABORTED || errno == Errno.EPERM) {
      return UNMOUNTED;
    }
    throw errno.exception();
  }

  /// Registers an open regular file as what an inode of the mount is read and written by
  /// (FUSE_PASSTHROUGH). The kernel keeps the file open until [#backingClose].
  ///
  /// @return its id, for `fuse_open_out`
  /// @throws ErrnoException EPERM not CAP_SYS_ADMIN in the first user namespace, or INIT did not
  ///     agree on passthrough; ELOOP a stacked file system; ENOTTY an older kernel
  public int backingOpen(int file) throws ErrnoException {
    ThreadMemory memory = ThreadMemory.get();
    memory.struct.set(JAVA_INT, 0, file);
    memory.struct.set(JAVA_INT, 4, 0);
    memory.struct.set(JAVA_LONG, 8, 0);
    return ioctl(memory, FUSE_DEV_IOC_BACKING_OPEN);
  }

  /// @param id from [#backingOpen], that no open file of the mount uses any more
  public void backingClose(int id) throws ErrnoException {
    ThreadMemory memory = ThreadMemory.get();
    memory.struct.set(JAVA_INT, 0, id);
    ioctl(memory, FUSE_DEV_IOC_BACKING_CLOSE);
  }

  private int ioctl(ThreadMemory memory, int request) throws ErrnoException {
    int number = fd.acquire();
    try {
      return ioctl(memory, number, request);
    } finally {
      fd.release();
    }
  }

  private static int ioctl(ThreadMemory memory, int number, int request) throws ErrnoException {
    long command = Integer.toUnsignedLong(request);
    return (int) Syscall.call(memory, Abi.IOCTL, number, command, memory.struct.address(), 0);
  }

  /// Idempotent. A thread that waits in [#read] goes on waiting until the mount ends.
  @Override
  public void close() {
    fd.close();
  }
}
