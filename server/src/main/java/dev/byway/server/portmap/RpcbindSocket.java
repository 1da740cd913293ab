package dev.byway.server.portmap;

import dev.byway.wire.rpc.RecordMark;
import java.io.EOFException;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;

/// A stream to rpcbind: one call, one reply, with a time limit. One thread.
final class RpcbindSocket implements AutoCloseable {
  private static final Path UNIX = Path.of("/run/rpcbind.sock");
  private static final int LARGEST_REPLY = 64 << 10;
  private static final long TIMEOUT_NANOS = 5_000_000_000L;
  private static final int HIGHEST_RESERVED = 1023;
  private static final int LOWEST_RESERVED = 600;

  private final SocketChannel channel;
  private final Selector selector;
  private int xid = ThreadLocalRandom.current().nextInt();

  /// Makes a connection.
  interface Opener {
    RpcbindSocket open() throws IOException;
  }

  private RpcbindSocket(SocketChannel channel) throws IOException {
    this.channel = channel;
    this.selector = Selector.open();
    channel.configureBlocking(false);
    channel.register(selector, SelectionKey.OP_READ);
  }

  static RpcbindSocket ofThisMachine() throws IOException {
    if (Files.exists(UNIX)) {
      SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
      return connected(channel, UnixDomainSocketAddress.of(UNIX));
    }
    return tcp("127.0.0.1", 111);
  }

  static RpcbindSocket tcp(String host, int port) throws IOException {
    SocketChannel channel = SocketChannel.open();
    bindReserved(channel);
    return connected(channel, new InetSocketAddress(host, port));
  }

  private static RpcbindSocket connected(SocketChannel channel, SocketAddress to)
      throws IOException {
    try {
      channel.connect(to);
      return new RpcbindSocket(channel);
    } catch (IOException e) {
      channel.close();
      throw new IOException("no rpcbind at " + to + ": " + e.getMessage(), e);
    }
  }

  /// A reserved port shows that we have privilege; without, rpcbind may refuse.
  private static void bindReserved(SocketChannel channel) throws IOException {
    for (int port = HIGHEST_RESERVED; port >= LOWEST_RESERVED; port--) {
      try {
        channel.bind(new InetSocketAddress("127.0.0.1", port));
        return;
      } catch (BindException e) {
        if (String.valueOf(e.getMessage()).contains("denied")) {
          return;
        }
      }
    }
  }

  int nextXid() {
    return ++xid;
  }

  /// Sends one record and waits for the next.
  ByteBuffer exchange(ByteBuffer message) throws IOException {
    long deadline = System.nanoTime() + TIMEOUT_NANOS;
    ByteBuffer out = ByteBuffer.allocate(RecordMark.SIZE + message.remaining());
    out.putInt(RecordMark.ofLast(message.remaining())).put(message).flip();
    while (out.hasRemaining()) {
      if (channel.write(out) == 0) {
        await(SelectionKey.OP_WRITE, deadline);
      }
    }
    ByteBuffer reply = ByteBuffer.allocate(LARGEST_REPLY);
    boolean last = false;
    while (!last) {
      int mark = read(ByteBuffer.allocate(RecordMark.SIZE), deadline).getInt(0);
      last = RecordMark.isLast(mark);
      if (RecordMark.length(mark) > reply.remaining()) {
        throw new IOException("rpcbind's answer is too long");
      }
      ByteBuffer fragment = reply.slice(reply.position(), RecordMark.length(mark));
      reply.position(reply.position() + read(fragment, deadline).limit());
    }
    return reply.flip();
  }

  private ByteBuffer read(ByteBuffer into, long deadline) throws IOException {
    while (into.hasRemaining()) {
      int count = channel.read(into);
      if (count < 0) {
        throw new EOFException("rpcbind closed the connection");
      }
      if (count == 0) {
        await(SelectionKey.OP_READ, deadline);
      }
    }
    return into;
  }

  private void await(int operation, long deadline) throws IOException {
    channel.keyFor(selector).interestOps(operation);
    long millis = (deadline - System.nanoTime()) / 1_000_000;
    if (millis <= 0 || selector.select(millis) == 0) {
      throw new SocketTimeoutException("rpcbind does not answer");
    }
    selector.selectedKeys().clear();
  }

  @Override
  public void close() throws IOException {
    try (channel) {
      selector.close();
    }
  }
}
