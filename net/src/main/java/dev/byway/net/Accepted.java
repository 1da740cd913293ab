package dev.byway.net;

import dev.byway.linux.LocalTcp;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.socket.DuplexChannel;
import io.netty.channel.unix.UnixChannel;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.function.Function;

/// Makes the connection of each channel that a listener accepts.
final class Accepted extends ChannelInitializer<DuplexChannel> {
  private final EventLoops loops;
  private final Framing framing;
  private final Function<RecordConnection, RecordHandler> handlers;
  private final Set<RecordConnection> connections;

  /// @param connections where they are while they are open; any thread
  Accepted(
      EventLoops loops,
      Framing framing,
      Function<RecordConnection, RecordHandler> handlers,
      Set<RecordConnection> connections) {
    this.loops = loops;
    this.framing = framing;
    this.handlers = handlers;
    this.connections = connections;
  }

  @Override
  protected void initChannel(DuplexChannel channel) {
    boolean tcp = channel.localAddress() instanceof InetSocketAddress;
    InetSocketAddress peer = tcp ? (InetSocketAddress) channel.remoteAddress() : UnixServer.PEER;
    if (peer == null || connections.size() >= loops.limits().maxConnections()) {
      channel.close();
      return;
    }
    if (tcp
        && channel instanceof UnixChannel unix
        && LocalTcp.isLocal((InetSocketAddress) channel.localAddress(), peer)) {
      LocalTcp.unpace(unix.fd().intValue());
    }
    NetLoop loop = loops.loop(channel.eventLoop());
    connections.add(
        new RecordConnection(
            channel, framing, peer, true, loop, loops.limits(), handlers, connections::remove));
  }
}
