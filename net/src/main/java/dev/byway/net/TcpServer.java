package dev.byway.net;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.EpollChannelOption;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.Collections;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Listens on one TCP address and makes [RecordConnection]s. Any thread.
public final class TcpServer implements AutoCloseable {
  private static final int BACKLOG = 1024;
  private static final int KEEPALIVE_IDLE_SECONDS = 60;
  private static final int KEEPALIVE_INTERVAL_SECONDS = 10;
  private static final int KEEPALIVE_COUNT = 6;

  private final Set<RecordConnection> connections = ConcurrentHashMap.newKeySet();
  private final Channel listener;

  /// Binds and begins to accept.
  ///
  /// @param address port 0: any free one
  /// @param handlers makes the handler of each new connection, on its thread
  /// @throws IOException the address cannot be bound
  public TcpServer(
      EventLoops loops,
      InetSocketAddress address,
      Function<RecordConnection, RecordHandler> handlers)
      throws IOException {
    this(loops, address, Framing.RECORD_MARKING, handlers);
  }

  /// The same, with another framing than RPC's.
  public TcpServer(
      EventLoops loops,
      InetSocketAddress address,
      Framing framing,
      Function<RecordConnection, RecordHandler> handlers)
      throws IOException {
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(loops.group())
            .channel(loops.serverChannel())
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childHandler(new Accepted(loops, framing, handlers, connections));
    options(bootstrap, loops);
    this.listener = bound(bootstrap, address);
  }

  private static void options(ServerBootstrap bootstrap, EventLoops loops) {
    Limits limits = loops.limits();
    bootstrap
        .childOption(ChannelOption.TCP_NODELAY, true)
        .childOption(ChannelOption.SO_KEEPALIVE, true)
        .childOption(
            ChannelOption.WRITE_BUFFER_WATER_MARK,
            new WriteBufferWaterMark(limits.maxUnsent() / 4, limits.maxUnsent()));
    if (loops.kind().equals("epoll")) {
      bootstrap
          .childOption(EpollChannelOption.TCP_KEEPIDLE, KEEPALIVE_IDLE_SECONDS)
          .childOption(EpollChannelOption.TCP_KEEPINTVL, KEEPALIVE_INTERVAL_SECONDS)
          .childOption(EpollChannelOption.TCP_KEEPCNT, KEEPALIVE_COUNT);
    }
  }

  static Channel bound(ServerBootstrap bootstrap, InetSocketAddress address) throws IOException {
    var future = bootstrap.bind(address).awaitUninterruptibly();
    if (!future.isSuccess()) {
      throw cannotListen("TCP", address, future.cause());
    }
    return future.channel();
  }

  /// Netty says bind(2)'s errors as several exceptions, with the call and the errno before the
  /// words.
  static BindException cannotListen(
      String transport, InetSocketAddress address, @Nullable Throwable cause) {
    String why = cause == null ? "interrupted" : String.valueOf(cause.getMessage());
    var e =
        new BindException(
            "cannot listen on "
                + transport
                + " port "
                + address.getPort()
                + " of "
                + address.getAddress().getHostAddress()
                + ": "
                + why.replaceFirst("^bind\\(\\.\\.\\) failed with error\\(-?\\d+\\): ", ""));
    e.initCause(cause);
    return e;
  }

  /// Where it listens, with the real port.
  public InetSocketAddress address() {
    return (InetSocketAddress) listener.localAddress();
  }

  /// The connections open just now; changes under the reader's hands.
  public Collection<RecordConnection> connections() {
    return Collections.unmodifiableSet(connections);
  }

  /// Accepts no more; connections stay.
  public void stopAccepting() {
    listener.close().awaitUninterruptibly();
  }

  /// Accepts no more and closes all connections.
  @Override
  public void close() {
    stopAccepting();
    connections.forEach(RecordConnection::close);
  }
}
