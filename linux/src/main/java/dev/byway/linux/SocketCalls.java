package dev.byway.linux;

import dev.byway.base.ErrnoException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.ref.Reference;

/// The socket calls, one method a call.
final class SocketCalls {
  static final int AF_UNIX = 1;
  static final int SOCK_SEQPACKET = 5;
  static final int SOCK_CLOEXEC = 0x80000;
  static final int SOL_SOCKET = 1;

  private static final int SHUT_RDWR = 2;

  private SocketCalls() {}

  static int socket(int domain, int type) throws ErrnoException {
    return (int) Syscall.call(Abi.SOCKET, domain, type, 0);
  }

  static int[] socketpair(int domain, int type) throws ErrnoException {
    ThreadMemory memory = ThreadMemory.get();
    MemorySegment fds = memory.struct;
    Syscall.call(memory, Abi.SOCKETPAIR, domain, type, 0, fds.address());
    return new int[] {fds.get(ValueLayout.JAVA_INT, 0), fds.get(ValueLayout.JAVA_INT, 4)};
  }

  static void bind(int fd, MemorySegment address) throws ErrnoException {
    Syscall.call(Abi.BIND, fd, address.address(), address.byteSize());
    Reference.reachabilityFence(address);
  }

  static void connect(int fd, MemorySegment address) throws ErrnoException {
    Syscall.call(Abi.CONNECT, fd, address.address(), address.byteSize());
    Reference.reachabilityFence(address);
  }

  static void listen(int fd, int backlog) throws ErrnoException {
    Syscall.call(Abi.LISTEN, fd, backlog, 0);
  }

  static int accept(int fd) throws ErrnoException {
    return (int) Syscall.call(ThreadMemory.get(), Abi.ACCEPT4, fd, 0, 0, SOCK_CLOEXEC);
  }

  /// Wakes all who wait in this socket. A socket that is not connected has nobody.
  static void shutdown(int fd) {
    Syscall.raw(ThreadMemory.get(), Abi.SHUTDOWN, fd, SHUT_RDWR, 0, 0, 0, 0);
  }

  /// @param length in and out, an `int`
  static void getsockopt(int fd, int level, int option, MemorySegment value, MemorySegment length)
      throws ErrnoException {
    ThreadMemory memory = ThreadMemory.get();
    Syscall.call(memory, Abi.GETSOCKOPT, fd, level, option, value.address(), length.address(), 0);
    Reference.reachabilityFence(value);
    Reference.reachabilityFence(length);
  }

  static void setsockopt(int fd, int level, int option, MemorySegment value) throws ErrnoException {
    ThreadMemory memory = ThreadMemory.get();
    Syscall.call(memory, Abi.SETSOCKOPT, fd, level, option, value.address(), value.byteSize(), 0);
    Reference.reachabilityFence(value);
  }

  /// @param msghdr what it points to must stay reachable
  static int sendmsg(int fd, MemorySegment msghdr, int flags) throws ErrnoException {
    return (int) Syscall.call(Abi.SENDMSG, fd, msghdr.address(), flags);
  }

  /// @param msghdr what it points to must stay reachable
  static int recvmsg(int fd, MemorySegment msghdr, int flags) throws ErrnoException {
    return (int) Syscall.call(Abi.RECVMSG, fd, msghdr.address(), flags);
  }

  /// ppoll(2) without waiting.
  ///
  /// @return how many of the descriptors are ready
  static int pollNow(MemorySegment pollfds, int count) throws ErrnoException {
    ThreadMemory memory = ThreadMemory.get();
    MemorySegment zero = memory.struct.asSlice(0, 16).fill((byte) 0);
    long ready = Syscall.call(memory, Abi.PPOLL, pollfds.address(), count, zero.address(), 0, 8, 0);
    Reference.reachabilityFence(pollfds);
    return (int) ready;
  }
}
