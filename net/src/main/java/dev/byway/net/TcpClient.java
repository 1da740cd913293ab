package dev.byway.net;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.SocketChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.function.Function;

/// Opens [RecordConnection]s. Any thread but a loop's.
public final class TcpClient {
  private TcpClient() {}

  /// Connects and waits until that is done.
  ///
  /// @param handlers makes the connection's handler, on its thread
  /// @throws IOException refused, not reachable, timed out
  public static RecordConnection connect(
      EventLoops loops,
      InetSocketAddress address,
      int timeoutMillis,
      Function<RecordConnection, RecordHandler> handlers)
      throws IOException {
    RecordConnection[] made = new RecordConnection[1];
    int unsent = loops.limits().maxUnsent();
    ChannelFuture future =
        new Bootstrap()
            .group(loops.group())
            .channel(loops.socketChannel())
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.SO_KEEPALIVE, true)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, timeoutMillis)
            .option(
                ChannelOption.WRITE_BUFFER_WATER_MARK, new WriteBufferWaterMark(unsent / 4, unsent))
            .handler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel channel) {
                    made[0] =
                        new RecordConnection(
                            channel,
                            address,
                            false,
                            loops.loop(channel.eventLoop()),
                            loops.limits(),
                            handlers,
                            gone -> {});
                  }
                })
            .connect(address)
            .awaitUninterruptibly();
    if (!future.isSuccess()) {
      throw new IOException("cannot connect to " + address, future.cause());
    }
    return made[0];
  }
}
