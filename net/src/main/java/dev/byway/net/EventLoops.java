package dev.byway.net;

import dev.byway.base.ServingThread;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.DuplexChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioDomainSocketChannel;
import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.FastThreadLocalThread;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.spi.SelectorProvider;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// The threads that connections live on: epoll where its native library is there, NIO otherwise.
public final class EventLoops implements AutoCloseable {
  private static final int MAX_EVENTS = 128;

  private final EventLoopGroup group;
  private final boolean epoll;
  private final Limits limits;
  private final Map<EventExecutor, NetLoop> loops = new ConcurrentHashMap<>();
  private final AtomicInteger nextIndex = new AtomicInteger();

  /// @param threads at least 1
  /// @param spin look for events for a while before sleeping, while that pays: see [AdaptiveSpin]
  /// @param name of the threads
  public EventLoops(int threads, boolean spin, String name, Limits limits) {
    this.epoll = Epoll.isAvailable();
    this.limits = limits;
    IoHandlerFactory factory =
        epoll
            ? EpollIoHandler.newFactory(MAX_EVENTS, () -> new SpinSelectStrategy(spin))
            : NioIoHandler.newFactory(
                SelectorProvider.provider(), () -> new SpinSelectStrategy(spin));
    group = new MultiThreadIoEventLoopGroup(threads, new LoopThreads(name), factory);
  }

  private static final class LoopThreads extends DefaultThreadFactory {
    LoopThreads(String name) {
      super(name, true);
    }

    @Override
    protected Thread newThread(Runnable task, String name) {
      return new LoopThread(task, name);
    }
  }

  private static final class LoopThread extends FastThreadLocalThread implements ServingThread {
    LoopThread(Runnable task, String name) {
      super(task, name);
    }
  }

  /// As many threads as there are cores, at most four.
  public static int usualThreads() {
    return Math.clamp(Runtime.getRuntime().availableProcessors(), 1, 4);
  }

  /// Bytes of network buffers that are in use just now, by all loops of this process together: what
  /// [Limits#maxMemory] bounds.
  public static long bytesInUse() {
    return SegmentStash.bytesInUse();
  }

  /// `epoll` or `nio`.
  public String kind() {
    return epoll ? "epoll" : "nio";
  }

  /// Highest [NetLoop#index] that there can be, plus one.
  public int size() {
    int count = 0;
    for (EventExecutor ignored : group) {
      count++;
    }
    return count;
  }

  Limits limits() {
    return limits;
  }

  EventLoopGroup group() {
    return group;
  }

  NetLoop loop(EventLoop executor) {
    return loops.computeIfAbsent(
        executor, key -> new NetLoop(nextIndex.getAndIncrement(), executor, limits));
  }

  Class<? extends ServerChannel> serverChannel() {
    return epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
  }

  Class<? extends SocketChannel> socketChannel() {
    return epoll ? EpollSocketChannel.class : NioSocketChannel.class;
  }

  Class<? extends ServerChannel> unixServerChannel() {
    return epoll ? EpollServerDomainSocketChannel.class : NioServerDomainSocketChannel.class;
  }

  Class<? extends DuplexChannel> unixChannel() {
    return epoll ? EpollDomainSocketChannel.class : NioDomainSocketChannel.class;
  }

  /// A UNIX socket's name as the channels want it.
  SocketAddress unixAddress(Path path) {
    return epoll ? new DomainSocketAddress(path.toString()) : UnixDomainSocketAddress.of(path);
  }

  Class<? extends DatagramChannel> datagramChannel() {
    return epoll ? EpollDatagramChannel.class : NioDatagramChannel.class;
  }

  /// Ends the threads and closes what is still open on them.
  @Override
  public void close() {
    group.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    loops.values().forEach(NetLoop::end);
    loops.clear();
  }
}
