package dev.byway.linux;

import dev.byway.base.ErrnoException;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;

/// Calls on connected stream sockets, by descriptor.
public final class StreamSocket {
  private static final int MSG_DONTWAIT = 0x40;
  private static final int MSG_NOSIGNAL = 0x4000;

  private StreamSocket() {}

  /// Sends what the socket takes at once of a direct buffer, from its position to its limit, and
  /// moves the position.
  ///
  /// @return bytes sent
  /// @throws ErrnoException EAGAIN it takes nothing just now; EPIPE, ECONNRESET the peer is gone
  public static int sendNow(int fd, ByteBuffer src) throws ErrnoException {
    ThreadMemory memory = ThreadMemory.get();
    long address = MemorySegment.ofBuffer(src).address();
    int flags = MSG_DONTWAIT | MSG_NOSIGNAL;
    int sent = (int) Syscall.call(memory, Abi.SENDTO, fd, address, src.remaining(), flags, 0, 0);
    Reference.reachabilityFence(src);
    src.position(src.position() + sent);
    return sent;
  }
}
