package dev.byway.net;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.DuplexChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.file.Path;
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
    return connect(loops, address, Framing.RECORD_MARKING, timeoutMillis, handlers);
  }

  /// The same, with another framing than RPC's.
  public static RecordConnection connect(
      EventLoops loops,
      InetSocketAddress address,
      Framing framing,
      int timeoutMillis,
      Function<RecordConnection, RecordHandler> handlers)
      throws IOException {
    Bootstrap bootstrap =
        new Bootstrap()
            .channel(loops.socketChannel())
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.SO_KEEPALIVE, true);
    return connect(bootstrap, loops, address, address, framing, timeoutMillis, handlers);
  }

  /// The same, to a UNIX socket.
  public static RecordConnection connect(
      EventLoops loops,
      Path socket,
      Framing framing,
      int timeoutMillis,
      Function<RecordConnection, RecordHandler> handlers)
      throws IOException {
    return connect(
        new Bootstrap().channel(loops.unixChannel()),
        loops,
        loops.unixAddress(socket),
        UnixServer.PEER,
        framing,
        timeoutMillis,
        handlers);
  }

  private static RecordConnection connect(
      Bootstrap bootstrap,
      EventLoops loops,
      SocketAddress address,
      InetSocketAddress peer,
      Framing framing,
      int timeoutMillis,
      Function<RecordConnection, RecordHandler> handlers)
      throws IOException {
    RecordConnection[] made = new RecordConnection[1];
    int unsent = loops.limits().maxUnsent();
    ChannelFuture future =
        bootstrap
            .group(loops.group())
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, timeoutMillis)
            .option(
                ChannelOption.WRITE_BUFFER_WATER_MARK, new WriteBufferWaterMark(unsent / 4, unsent))
            .handler(
                new ChannelInitializer<DuplexChannel>() {
                  @Override
                  protected void initChannel(DuplexChannel channel) {
                    made[0] =
                        new RecordConnection(
                            channel,
                            framing,
                            peer,
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
