package dev.byway.client.rpc;

import dev.byway.linux.LocalTcp;
import java.io.EOFException;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.concurrent.ThreadLocalRandom;

/// One TCP connection, non-blocking. The reader and one writer use it at the same time; anyone may
/// close it, which fails them both.
final class Link implements AutoCloseable {
  static final int CONNECT_TIMEOUT_MILLIS = 10_000;

  /// Ports that only the privileged may bind; below 665 live well-known services.
  private static final int RESERVED_MIN = 665;

  private static final int RESERVED_MAX = 1023;
  private static final int RESERVED_TRIES = 20;

  private final SocketChannel channel;
  private final Selector selector;
  private final SelectionKey key;

  private Link(SocketChannel channel, Selector selector, SelectionKey key) {
    this.channel = channel;
    this.selector = selector;
    this.key = key;
  }

  /// @throws IOException refused, unreachable, timed out
  static Link connect(InetSocketAddress server, boolean reservedPort, int timeoutMillis)
      throws IOException {
    if (reservedPort) {
      for (int i = 0; i < RESERVED_TRIES; i++) {
        SocketChannel channel = SocketChannel.open();
        if (!bindReserved(channel)) {
          channel.close();
          break;
        }
        try {
          return connect(channel, server, timeoutMillis);
        } catch (BindException e) {
          continue; // the same pair of ports is still in TIME_WAIT
        }
      }
    }
    return connect(SocketChannel.open(), server, timeoutMillis);
  }

  private static Link connect(SocketChannel channel, InetSocketAddress server, int timeoutMillis)
      throws IOException {
    Selector selector = null;
    try {
      channel.configureBlocking(false);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
      if (server.isUnresolved()) {
        throw new UnknownHostException(server.getHostString());
      }
      selector = channel.provider().openSelector();
      if (!channel.connect(server)) {
        channel.register(selector, SelectionKey.OP_CONNECT);
        selector.select(timeoutMillis);
        if (!channel.finishConnect()) {
          throw new SocketTimeoutException("no answer to connect");
        }
        selector.selectedKeys().clear();
      }
      InetSocketAddress local = (InetSocketAddress) channel.getLocalAddress();
      if (server.equals(local)) {
        // Nobody listens, and TCP happened to choose the very port as ours and met itself. Without
        // a trace, or the port would be taken for a minute.
        channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        throw new ConnectException("Connection refused");
      }
      if (LocalTcp.isLocal(local, server)) {
        LocalTcp.unpace(local, server);
      }
      SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
      return new Link(channel, selector, key);
    } catch (IOException | RuntimeException e) {
      channel.close();
      if (selector != null) {
        selector.close();
      }
      throw e;
    }
  }

  /// Binds to a free reserved port; false when this process may not.
  private static boolean bindReserved(SocketChannel channel) throws IOException {
    channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
    for (int i = 0; i < RESERVED_TRIES; i++) {
      int port = ThreadLocalRandom.current().nextInt(RESERVED_MIN, RESERVED_MAX + 1);
      try {
        channel.bind(new InetSocketAddress(port));
        return true;
      } catch (BindException e) {
        if (e.getMessage() != null && e.getMessage().contains("denied")) {
          return false;
        }
      } catch (SocketException e) {
        return false;
      }
    }
    return false;
  }

  /// Reads what is there, 0 when nothing is.
  int read(ByteBuffer dst) throws IOException {
    int count = channel.read(dst);
    if (count < 0) {
      throw new EOFException("connection closed by the server");
    }
    return count;
  }

  /// Writes what the socket takes, 0 when it is full.
  long write(ByteBuffer[] parts, int from, int to) throws IOException {
    return to - from == 1 ? channel.write(parts[from]) : channel.write(parts, from, to - from);
  }

  /// Sleeps until there is something to read, or to write if so wanted, or time is up, or the
  /// thread is interrupted, or [#wake].
  void await(boolean writable, long timeoutMillis) throws IOException {
    try {
      int interest = writable ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ;
      if (key.interestOps() != interest) {
        key.interestOps(interest);
      }
      selector.select(Math.max(1, timeoutMillis));
      selector.selectedKeys().clear();
    } catch (ClosedSelectorException | CancelledKeyException e) {
      throw new IOException("connection closed", e);
    }
  }

  /// Ends the [#await] that is under way, or the next one.
  void wake() {
    selector.wakeup();
  }

  @Override
  public void close() {
    try {
      channel.close();
      selector.close();
    } catch (IOException e) {
      // Nothing is left to save: what was in flight is sent again.
    }
  }
}
