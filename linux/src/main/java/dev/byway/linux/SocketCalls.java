package dev.byway.linux;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/// The socket, memory and poll calls, one method a call, that answer a number or throw.
final class SocketCalls {
  static final int AF_UNIX = 1;
  static final int SOCK_SEQPACKET = 5;
  static final int SOCK_CLOEXEC = 0x80000;
  static final int SOL_SOCKET = 1;
  static final int SHUT_RDWR = 2;

  private static final Linker LINKER = Linker.nativeLinker();
  private static final Linker.Option CAPTURE = Linker.Option.captureCallState("errno");
  private static final StructLayout STATE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO =
      STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
  private static final ThreadLocal<MemorySegment> STATES =
      ThreadLocal.withInitial(() -> java.lang.foreign.Arena.ofAuto().allocate(STATE));

  private static final MethodHandle SOCKET = intCall("socket", JAVA_INT, JAVA_INT, JAVA_INT);
  private static final MethodHandle BIND = intCall("bind", JAVA_INT, ADDRESS, JAVA_INT);
  private static final MethodHandle CONNECT = intCall("connect", JAVA_INT, ADDRESS, JAVA_INT);
  private static final MethodHandle LISTEN = intCall("listen", JAVA_INT, JAVA_INT);
  private static final MethodHandle ACCEPT4 =
      intCall("accept4", JAVA_INT, ADDRESS, ADDRESS, JAVA_INT);
  private static final MethodHandle SHUTDOWN = intCall("shutdown", JAVA_INT, JAVA_INT);
  private static final MethodHandle CLOSE = intCall("close", JAVA_INT);
  private static final MethodHandle GETSOCKOPT =
      intCall("getsockopt", JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, ADDRESS);
  private static final MethodHandle SETSOCKOPT =
      intCall("setsockopt", JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);
  private static final MethodHandle SENDMSG = longCall("sendmsg", JAVA_INT, ADDRESS, JAVA_INT);
  private static final MethodHandle RECVMSG = longCall("recvmsg", JAVA_INT, ADDRESS, JAVA_INT);
  private static final MethodHandle POLL = intCall("poll", ADDRESS, JAVA_LONG, JAVA_INT);
  private static final MethodHandle MEMFD_CREATE = intCall("memfd_create", ADDRESS, JAVA_INT);
  private static final MethodHandle FTRUNCATE = intCall("ftruncate", JAVA_INT, JAVA_LONG);
  private static final MethodHandle LSEEK = longCall("lseek", JAVA_INT, JAVA_LONG, JAVA_INT);
  private static final MethodHandle MMAP =
      longCall("mmap", ADDRESS, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG);
  private static final MethodHandle MUNMAP = intCall("munmap", ADDRESS, JAVA_LONG);
  private static final MethodHandle FCNTL =
      LINKER.downcallHandle(
          LINKER.defaultLookup().findOrThrow("fcntl"),
          FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT),
          CAPTURE,
          Linker.Option.firstVariadicArg(2));

  private SocketCalls() {}

  static int socket(int domain, int type) throws ErrnoException {
    try {
      MemorySegment state = STATES.get();
      return check((int) SOCKET.invokeExact(state, domain, type, 0), state);
    } catch (Throwable e) {
      throw rethrow(e);
    }
  }

  static void bind(int fd, MemorySegment address) throws ErrnoException {
    try {
      MemorySegment state = STATES.get();
      check((int) BIND.invokeExact(state, fd, address, (int) address.byteSize()), state);
    } catch (Throwable e) {
      throw rethrow(e);
    }
  }

  static void connect(int fd, MemorySegment address) throws ErrnoException {
    try {
      MemorySegment state = STATES.get();
      check((int) CONNECT.invokeExact(state, fd, address, (int) address.byteSize()), state);
    } catch (Throwable e) {
      throw rethrow(e);
    }
  }

  static void listen(int fd, int backlog) throws ErrnoException {
    try {
      MemorySegment state = STATES.get();
      check((int) LISTEN.invokeExact(state, fd, backlog), state);
    } catch (Throwable e) {
      throw rethrow(e);
    }
  }

  static int accept(int fd) throws ErrnoException {
    try {
      MemorySegment state = STATES.get();
      MemorySegment none = MemorySegment.NULL;
      return check((int) ACCEPT4.invokeExact(state, fd, none, none, SOCK_CLOEXEC), state);
    } catch (Throwable e) {
      throw rethrow(e);
    }
  }

  static void shutdown(int fd) throws ErrnoException {
    try {
      MemorySegment state = STATES.get();
      check((int) SHUTDOWN.invokeExact(state, fd, SHUT_RDWR), state);
    } catch (Throwable e) {
      throw rethrow(e);
    }
  }

  /// Whatever close(2) says, the descriptor is gone.
  static void close(int fd) {
    try {
      int ignored = (int) CLOSE.invokeExact(STATES.get(), fd);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  static void getsockopt(int fd, int option, MemorySegment value, MemorySegment length)
      throws ErrnoException {
    try {
      MemorySegment state = STATES.get();
      check((int) GETSOCKOPT.invokeExact(state, fd, SOL_SOCKET, option, value, length), state);
    } catch (Throwable e) {
      throw rethrow(e);
    }
  }

  static void setsockopt(int fd, int option, MemorySegment value) throws ErrnoException {
    try {
      MemorySegment state = STATES.get();
      int length = (int) value.byteSize();
      check((int) SETSOCKOPT.invokeExact(state, fd, SOL_SOCKET, option, value, length), state);
    } catch (Throwable e) {
      throw rethrow(e);
    }
  }

  static int sendmsg(int fd, MemorySegment msghdr, int flags) throws ErrnoException {
    try {
      MemorySegment state = STATES.get();
      return (int) check((long) SENDMSG.invokeExact(state, fd, msghdr, flags), state);
    } catch (Throwable e) {
      throw rethrow(e);
    }
  }

  static int recvmsg(int fd, MemorySegment msghdr, int flags) throws ErrnoException {
    try {
      MemorySegment state = STATES.get();
      return (int) check((long) RECVMSG.invokeExact(state, fd, msghdr, flags), state);
    } catch (Throwable e) {
      throw rethrow(e);
    }
  }

  static int poll(MemorySegment pollfds, long count, int timeoutMillis) throws ErrnoException {
    try {
      MemorySegment state = STATES.get();
      return check((int) POLL.invokeExact(state, pollfds, count, timeoutMillis), state);
    } catch (Throwable e) {
      throw rethrow(e);
    }
  }

  static int memfdCreate(MemorySegment name, int flags) throws ErrnoException {
    try {
      MemorySegment state = STATES.get();
      return check((int) MEMFD_CREATE.invokeExact(state, name, flags), state);
    } catch (Throwable e) {
      throw rethrow(e);
    }
  }

  static void ftruncate(int fd, long size) throws ErrnoException {
    try {
      MemorySegment state = STATES.get();
      check((int) FTRUNCATE.invokeExact(state, fd, size), state);
    } catch (Throwable e) {
      throw rethrow(e);
    }
  }

  static long lseek(int fd, long offset, int whence) throws ErrnoException {
    try {
      MemorySegment state = STATES.get();
      return check((long) LSEEK.invokeExact(state, fd, offset, whence), state);
    } catch (Throwable e) {
      throw rethrow(e);
    }
  }

  static int fcntl(int fd, int command, int argument) throws ErrnoException {
    try {
      MemorySegment state = STATES.get();
      return check((int) FCNTL.invokeExact(state, fd, command, argument), state);
    } catch (Throwable e) {
      throw rethrow(e);
    }
  }

  /// Maps all of it, readable, writable and shared, where the kernel likes.
  static long mmap(int fd, long size, int protection, int flags) throws ErrnoException {
    try {
      MemorySegment state = STATES.get();
      MemorySegment anywhere = MemorySegment.NULL;
      return check(
          (long) MMAP.invokeExact(state, anywhere, size, protection, flags, fd, 0L), state);
    } catch (Throwable e) {
      throw rethrow(e);
    }
  }

  static void munmap(MemorySegment memory) {
    try {
      int ignored = (int) MUNMAP.invokeExact(STATES.get(), memory, memory.byteSize());
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  private static int check(int result, MemorySegment state) throws ErrnoException {
    if (result < 0) {
      throw Errno.of((int) ERRNO.get(state, 0L)).exception();
    }
    return result;
  }

  private static long check(long result, MemorySegment state) throws ErrnoException {
    if (result < 0 && result > -4096) {
      throw Errno.of((int) ERRNO.get(state, 0L)).exception();
    }
    return result;
  }

  private static ErrnoException rethrow(Throwable e) {
    if (e instanceof ErrnoException errno) {
      return errno;
    }
    throw new AssertionError(e);
  }

  private static MethodHandle intCall(String name, MemoryLayout... arguments) {
    return call(name, FunctionDescriptor.of(JAVA_INT, arguments));
  }

  private static MethodHandle longCall(String name, MemoryLayout... arguments) {
    return call(name, FunctionDescriptor.of(JAVA_LONG, arguments));
  }

  private static MethodHandle call(String name, FunctionDescriptor type) {
    return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), type, CAPTURE);
  }
}
