package dev.byway.linux;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// A SOCK_SEQPACKET socket with a name in the file system: whole messages, each with at most one
/// descriptor (unix(7), SCM_RIGHTS). Abstract names are not offered: they have no permissions.
///
/// One thread may send while another receives; more than one of either is the caller's mistake.
/// [#close] may be called by any thread and wakes those that wait.
public final class UnixSocket implements AutoCloseable {
  /// The longest name in bytes: what `sun_path` leaves beside its NUL.
  public static final int PATH_MAX = 107;

  private static final int SO_PEERCRED = 17;
  private static final int SO_RCVTIMEO = 20;
  private static final int SO_SNDTIMEO = 21;
  private static final int SO_PEERPIDFD = 77;
  private static final int MSG_NOSIGNAL = 0x4000;
  private static final int MSG_CMSG_CLOEXEC = 0x40000000;
  private static final int MSG_CTRUNC = 0x8;
  private static final int MSG_TRUNC = 0x20;
  private static final int SCM_RIGHTS = 1;

  /// `CMSG_LEN(sizeof(int))`: exactly one descriptor fits, the kernel drops any other itself.
  private static final int CONTROL_BYTES = 20;

  private final Fd fd;
  private final Message out = new Message();
  private final Message in = new Message();

  private UnixSocket(int fd) {
    this.fd = new Fd(fd);
  }

  /// What arrived.
  ///
  /// @param length bytes put into the buffer; -1 when the peer closed
  /// @param fd the descriptor that came with them, close-on-exec and now the receiver's to close;
  ///     or -1
  public record Received(int length, int fd) {
    private static final Received END = new Received(-1, -1);
  }

  /// Listens at a new name, with the permissions that the umask leaves.
  ///
  /// @throws ErrnoException EADDRINUSE the name is there; ENAMETOOLONG over [#PATH_MAX]
  public static UnixSocket listen(Path path, int backlog) throws ErrnoException {
    UnixSocket socket = open();
    try (Arena arena = Arena.ofConfined()) {
      SocketCalls.bind(socket.fd.number(), address(arena, path));
      SocketCalls.listen(socket.fd.number(), backlog);
      return socket;
    } catch (ErrnoException e) {
      socket.close();
      throw e;
    }
  }

  /// @throws ErrnoException ECONNREFUSED nobody listens any more; ENOENT; EACCES; EAGAIN its queue
  ///     is full
  public static UnixSocket connect(Path path) throws ErrnoException {
    UnixSocket socket = open();
    try (Arena arena = Arena.ofConfined()) {
      // A peer that never accepts must not hold us: the wait for its queue ends like a send.
      socket.timeout(SO_SNDTIMEO, 1000);
      SocketCalls.connect(socket.fd.number(), address(arena, path));
      return socket;
    } catch (ErrnoException e) {
      socket.close();
      throw e;
    }
  }

  /// Two sockets without a name, connected to each other.
  static UnixSocket[] pair() throws ErrnoException {
    int type = SocketCalls.SOCK_SEQPACKET | SocketCalls.SOCK_CLOEXEC;
    int[] fds = SocketCalls.socketpair(SocketCalls.AF_UNIX, type);
    return new UnixSocket[] {new UnixSocket(fds[0]), new UnixSocket(fds[1])};
  }

  /// For who hands the socket to a child.
  int number() {
    return fd.number();
  }

  private static UnixSocket open() throws ErrnoException {
    int type = SocketCalls.SOCK_SEQPACKET | SocketCalls.SOCK_CLOEXEC;
    return new UnixSocket(SocketCalls.socket(SocketCalls.AF_UNIX, type));
  }

  private static MemorySegment address(Arena arena, Path path) throws ErrnoException {
    byte[] name = path.toString().getBytes(StandardCharsets.UTF_8);
    if (name.length == 0 || name.length > PATH_MAX) {
      throw Errno.ENAMETOOLONG.exception(path.toString());
    }
    MemorySegment address = arena.allocate(2 + name.length + 1L, 8);
    address.set(JAVA_SHORT, 0, (short) SocketCalls.AF_UNIX);
    MemorySegment.copy(name, 0, address, JAVA_BYTE, 2, name.length);
    return address;
  }

  /// Waits for a peer.
  ///
  /// @throws ErrnoException EBADF or EINVAL once this socket is closed; EMFILE, ENFILE or
  ///     ECONNABORTED for this one peer only
  public UnixSocket accept() throws ErrnoException {
    int number = fd.acquire();
    try {
      return new UnixSocket(SocketCalls.accept(number));
    } finally {
      fd.release();
    }
  }

  /// Sends one message, from the buffer's position to its limit.
  ///
  /// @param sentFd duplicated into the peer; -1 for none; stays the caller's
  /// @throws ErrnoException EPIPE the peer closed; EAGAIN it does not read and [#sendTimeout]
  ///     passed; EBADF closed
  public void send(ByteBuffer message, int sentFd) throws ErrnoException {
    int number = fd.acquire();
    try {
      MemorySegment header = out.forSending(message, sentFd);
      retry(() -> SocketCalls.sendmsg(number, header, MSG_NOSIGNAL));
    } finally {
      Reference.reachabilityFence(out);
      fd.release();
    }
  }

  /// Waits for one message and puts it into the buffer from its position, which moves.
  ///
  /// @throws ErrnoException EMSGSIZE the message does not fit (it is lost); EAGAIN
  ///     [#receiveTimeout] passed; EBADF closed
  public Received receive(ByteBuffer message) throws ErrnoException {
    int number = fd.acquire();
    try {
      MemorySegment header = in.forReceiving(message.remaining());
      int length = retry(() -> SocketCalls.recvmsg(number, header, MSG_CMSG_CLOEXEC));
      int flags = header.get(JAVA_INT, 48);
      int receivedFd = in.receivedFd();
      if ((flags & MSG_TRUNC) != 0) {
        closeFd(receivedFd);
        throw Errno.EMSGSIZE.exception();
      }
      if (length == 0 && receivedFd < 0 && (flags & MSG_CTRUNC) == 0) {
        return Received.END;
      }
      message.put(in.bytes.asByteBuffer().limit(length));
      return new Received(length, receivedFd);
    } catch (ErrnoException e) {
      if (e.errno() == Errno.ECONNRESET) {
        return Received.END;
      }
      throw e;
    } finally {
      Reference.reachabilityFence(in);
      fd.release();
    }
  }

  private interface Call {
    int run() throws ErrnoException;
  }

  private static int retry(Call call) throws ErrnoException {
    while (true) {
      try {
        return call.run();
      } catch (ErrnoException e) {
        if (e.errno() != Errno.EINTR) {
          throw e;
        }
      }
    }
  }

  /// Who connected, or who listens, as the kernel knew it at that moment.
  public PeerCredentials peer() throws ErrnoException {
    int number = fd.acquire();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment ucred = arena.allocate(12, 4);
      MemorySegment length = arena.allocateFrom(JAVA_INT, 12);
      SocketCalls.getsockopt(number, SocketCalls.SOL_SOCKET, SO_PEERCRED, ucred, length);
      return new PeerCredentials(
          ucred.get(JAVA_INT, 0), ucred.get(JAVA_INT, 4), ucred.get(JAVA_INT, 8));
    } finally {
      fd.release();
    }
  }

  /// A pidfd of the peer (Linux 6.5): unlike its number it is never another process. The caller
  /// closes it.
  ///
  /// @throws ErrnoException the kernel is older, or the peer is gone
  int peerPidfd() throws ErrnoException {
    int number = fd.acquire();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment value = arena.allocate(JAVA_INT);
      SocketCalls.getsockopt(
          number, SocketCalls.SOL_SOCKET, SO_PEERPIDFD, value, arena.allocateFrom(JAVA_INT, 4));
      return value.get(JAVA_INT, 0);
    } finally {
      fd.release();
    }
  }

  /// How long [#receive] waits at most, 0 for ever.
  public void receiveTimeout(int millis) throws ErrnoException {
    timeout(SO_RCVTIMEO, millis);
  }

  /// How long [#send] waits at most for a peer that does not read, 0 for ever.
  public void sendTimeout(int millis) throws ErrnoException {
    timeout(SO_SNDTIMEO, millis);
  }

  private void timeout(int option, int millis) throws ErrnoException {
    int number = fd.acquire();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment timeval = arena.allocate(16, 8);
      timeval.set(JAVA_LONG, 0, millis / 1000);
      timeval.set(JAVA_LONG, 8, millis % 1000 * 1000L);
      SocketCalls.setsockopt(number, SocketCalls.SOL_SOCKET, option, timeval);
    } finally {
      fd.release();
    }
  }

  /// Closes a descriptor that [#receive] gave, or does nothing for -1.
  public static void closeFd(int fd) {
    if (fd >= 0) {
      Descriptors.close(fd);
    }
  }

  public boolean isClosed() {
    return fd.isClosed();
  }

  /// Idempotent; threads that wait in another call return with an error.
  @Override
  public void close() {
    if (fd.tryAcquire()) {
      SocketCalls.shutdown(fd.number());
      fd.release();
    }
    fd.close();
  }

  /// `struct msghdr` with one `iovec` and room for one descriptor, laid out as on every 64-bit
  /// Linux.
  private static final class Message {
    private static final int BYTES_MAX = 4096;

    private final Arena arena = Arena.ofAuto();
    private final MemorySegment header = arena.allocate(56, 8);
    private final MemorySegment iovec = arena.allocate(16, 8);
    private final MemorySegment control = arena.allocate(24, 8);
    private final MemorySegment bytes = arena.allocate(BYTES_MAX, 8);

    Message() {
      header.set(ADDRESS, 16, iovec);
      header.set(JAVA_LONG, 24, 1);
      iovec.set(ADDRESS, 0, bytes);
    }

    MemorySegment forSending(ByteBuffer message, int fd) throws ErrnoException {
      int length = message.remaining();
      if (length > BYTES_MAX) {
        throw Errno.EMSGSIZE.exception();
      }
      bytes.asByteBuffer().put(message);
      iovec.set(JAVA_LONG, 8, length);
      control(fd >= 0);
      if (fd >= 0) {
        control.set(JAVA_LONG, 0, CONTROL_BYTES);
        control.set(JAVA_INT, 8, SocketCalls.SOL_SOCKET);
        control.set(JAVA_INT, 12, SCM_RIGHTS);
        control.set(JAVA_INT, 16, fd);
      }
      return header;
    }

    MemorySegment forReceiving(int room) {
      iovec.set(JAVA_LONG, 8, Math.min(room, BYTES_MAX));
      control(true);
      header.set(JAVA_INT, 48, 0);
      return header;
    }

    private void control(boolean used) {
      header.set(ADDRESS, 32, used ? control : MemorySegment.NULL);
      header.set(JAVA_LONG, 40, used ? CONTROL_BYTES : 0);
    }

    int receivedFd() {
      boolean rights =
          header.get(JAVA_LONG, 40) >= CONTROL_BYTES
              && control.get(JAVA_LONG, 0) >= CONTROL_BYTES
              && control.get(JAVA_INT, 8) == SocketCalls.SOL_SOCKET
              && control.get(JAVA_INT, 12) == SCM_RIGHTS;
      return rights ? control.get(JAVA_INT, 16) : -1;
    }
  }
}
