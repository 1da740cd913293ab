package dev.byway.net;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.linux.Descriptors;
import dev.byway.linux.Fd;
import dev.byway.linux.StreamSocket;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.unix.UnixChannel;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Sends on a connection's socket from other threads than its own: waking that one up costs far
/// more than the system call. Possible while Netty has nothing unsent for the socket, which cannot
/// change under our hands, as the connection's thread adds to it only with [#lock] held.
///
/// It sends on a descriptor of its own for the socket: Netty's may be closed at any moment, and its
/// number mean another connection.
final class DirectSender {
  /// Held for adding to what Netty sends, and while sending past it.
  final ReentrantLock lock = new ReentrantLock();

  private final Channel channel;

  /// The rest of a message that the socket took a part of: to be sent before all else.
  private @Nullable ByteBuf rest;

  private @Nullable Fd socket;
  private boolean ended;

  DirectSender(Channel channel) {
    this.channel = channel;
  }

  /// What became of a message.
  enum Outcome {
    /// Sent and released.
    SENT,
    /// Taken; the connection's thread must be told to send [#takeRest].
    REST,
    /// Not touched.
    REFUSED
  }

  /// Sends whole messages if that is possible now. Any thread but the connection's.
  Outcome send(ByteBuf messages) {
    if (!(channel instanceof UnixChannel unix) || !lock.tryLock()) {
      return Outcome.REFUSED;
    }
    try {
      ChannelOutboundBuffer unsent = channel.unsafe().outboundBuffer();
      if (ended || rest != null || unsent == null || unsent.totalPendingWriteBytes() != 0) {
        return Outcome.REFUSED;
      }
      Fd own = socket;
      if (own == null) {
        own = new Fd(Descriptors.dup(unix.fd().intValue()));
        socket = own;
      }
      return send(own, messages);
    } catch (ErrnoException e) {
      return Outcome.REFUSED;
    } finally {
      lock.unlock();
    }
  }

  private Outcome send(Fd own, ByteBuf messages) throws ErrnoException {
    ByteBuffer bytes = messages.nioBuffer();
    int length = bytes.remaining();
    int fd = own.acquire();
    try {
      int sent = StreamSocket.sendNow(fd, bytes);
      if (sent == length) {
        messages.release();
        return Outcome.SENT;
      }
      rest = messages.skipBytes(sent);
      return Outcome.REST;
    } catch (ErrnoException e) {
      if (e.errno() != Errno.EAGAIN) {
        // The connection's thread will find out by itself.
        throw e;
      }
      return Outcome.REFUSED;
    } finally {
      own.release();
    }
  }

  /// What must be sent first, if anything: the caller's from now on. With the lock held.
  @Nullable ByteBuf takeRest() {
    ByteBuf taken = rest;
    rest = null;
    return taken;
  }

  /// The connection is closed.
  void end() {
    lock.lock();
    try {
      ended = true;
      if (socket != null) {
        socket.close();
      }
      if (rest != null) {
        rest.release();
        rest = null;
      }
    } finally {
      lock.unlock();
    }
  }
}
