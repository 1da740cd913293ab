package dev.byway.net;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collection;
import java.util.Collections;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/// Listens at a UNIX stream socket and makes [RecordConnection]s. Only its owner and the superuser
/// may connect (0600), unless somebody changes the socket's mode. Any thread.
public final class UnixServer implements AutoCloseable {
  /// What a connection's [RecordConnection#peer] is.
  public static final InetSocketAddress PEER =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  private static final int BACKLOG = 1024;

  private final Path path;
  private final Set<RecordConnection> connections = ConcurrentHashMap.newKeySet();
  private final Channel listener;

  /// Binds and begins to accept. A socket that a dead server left is replaced.
  ///
  /// @param path removed when the server closes
  /// @param handlers makes the handler of each new connection, on its thread
  /// @throws IOException it cannot be bound
  public UnixServer(
      EventLoops loops,
      Path path,
      Framing framing,
      Function<RecordConnection, RecordHandler> handlers)
      throws IOException {
    this.path = path;
    removeDead(path);
    int unsent = loops.limits().maxUnsent();
    var future =
        new ServerBootstrap()
            .group(loops.group())
            .channel(loops.unixServerChannel())
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .childOption(
                ChannelOption.WRITE_BUFFER_WATER_MARK, new WriteBufferWaterMark(unsent / 4, unsent))
            .childHandler(new Accepted(loops, framing, handlers, connections))
            .bind(loops.unixAddress(path))
            .awaitUninterruptibly();
    if (!future.isSuccess()) {
      var e = new BindException("cannot listen at " + path);
      e.initCause(future.cause());
      throw e;
    }
    this.listener = future.channel();
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
  }

  private static void removeDead(Path path) throws IOException {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    if (Files.readAttributes(path, "unix:mode", LinkOption.NOFOLLOW_LINKS).get("mode")
            instanceof Integer mode
        && (mode & 0170000) != 0140000) {
      throw new BindException(path + " is there and is no socket");
    }
    try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      probe.connect(UnixDomainSocketAddress.of(path));
    } catch (IOException refused) {
      Files.deleteIfExists(path);
      return;
    }
    throw new BindException("somebody listens at " + path);
  }

  public Path path() {
    return path;
  }

  /// The connections open just now; changes under the reader's hands.
  public Collection<RecordConnection> connections() {
    return Collections.unmodifiableSet(connections);
  }

  /// Accepts no more; connections stay.
  public void stopAccepting() {
    if (listener.isOpen()) {
      listener.close().awaitUninterruptibly();
      try {
        Files.deleteIfExists(path);
      } catch (IOException e) {
        System.getLogger(UnixServer.class.getName())
            .log(System.Logger.Level.DEBUG, "cannot remove " + path, e);
      }
    }
  }

  /// Accepts no more and closes all connections.
  @Override
  public void close() {
    stopAccepting();
    connections.forEach(RecordConnection::close);
  }
}
