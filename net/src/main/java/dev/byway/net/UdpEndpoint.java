package dev.byway.net;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// A bound UDP socket: one datagram, one record. What comes while too much is in flight is dropped,
/// as UDP may. Any thread unless it says otherwise.
public final class UdpEndpoint implements AutoCloseable {
  /// Longest datagram that IPv4 carries.
  public static final int MAX_DATAGRAM = 65_507;

  private static final System.Logger LOG = System.getLogger(UdpEndpoint.class.getName());
  private static final int SOCKET_BUFFER = 1 << 20;

  private final DatagramHandler handler;
  private final Limits limits;
  private final Channel channel;
  private final NetLoop loop;
  private final AtomicInteger inFlight = new AtomicInteger();
  private final Runnable whenReleased = inFlight::decrementAndGet;
  private @Nullable ByteBuf current;
  private volatile boolean stopped;

  /// Binds and begins to read.
  ///
  /// @throws IOException the address cannot be bound
  public UdpEndpoint(EventLoops loops, InetSocketAddress address, DatagramHandler handler)
      throws IOException {
    this.handler = handler;
    this.limits = loops.limits();
    var future =
        new Bootstrap()
            .group(loops.group())
            .channel(loops.datagramChannel())
            .option(ChannelOption.ALLOCATOR, SegmentStash.ALLOCATOR)
            .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(1 << 16))
            .option(ChannelOption.SO_RCVBUF, SOCKET_BUFFER)
            .option(ChannelOption.SO_SNDBUF, SOCKET_BUFFER)
            .option(ChannelOption.AUTO_READ, false)
            .handler(new Events())
            .bind(address)
            .awaitUninterruptibly();
    if (!future.isSuccess()) {
      throw TcpServer.cannotListen("UDP", address, future.cause());
    }
    this.channel = future.channel();
    this.loop = loops.loop(channel.eventLoop());
    channel.config().setAutoRead(true);
  }

  /// Where it listens, with the real port.
  public InetSocketAddress address() {
    return (InetSocketAddress) channel.localAddress();
  }

  public NetLoop loop() {
    return loop;
  }

  /// Datagrams kept and not released yet.
  public int inFlight() {
    return inFlight.get();
  }

  public boolean isOpen() {
    return channel.isActive();
  }

  /// Keeps the datagram that the handler is called with just now. The endpoint's thread.
  public KeptRecord keep(ByteBuffer bytes) {
    ByteBuf memory = current;
    if (memory == null) {
      throw new IllegalStateException("no datagram just now");
    }
    inFlight.getAndIncrement();
    return new KeptRecord(memory, bytes.duplicate(), whenReleased);
  }

  /// Sends one datagram and releases the buffer.
  public void send(ByteBuf datagram, InetSocketAddress to) {
    channel.writeAndFlush(new DatagramPacket(datagram, to));
  }

  /// Drops whatever comes from now on; what is in flight goes on.
  public void stopReading() {
    stopped = true;
  }

  @Override
  public void close() {
    channel.close().awaitUninterruptibly();
  }

  private final class Events extends SimpleChannelInboundHandler<DatagramPacket> {
    @Override
    protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
      if (stopped || inFlight.get() >= limits.maxInFlight()) {
        return;
      }
      ByteBuf content = packet.content();
      current = content;
      handler.datagram(
          UdpEndpoint.this,
          packet.sender(),
          content.nioBuffer(content.readerIndex(), content.readableBytes()));
      current = null;
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      // ICMP errors of peers that are gone; the endpoint itself lives on.
      LOG.log(System.Logger.Level.DEBUG, "UDP", cause);
    }
  }
}
