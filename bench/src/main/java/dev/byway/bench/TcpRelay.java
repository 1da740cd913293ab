package dev.byway.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/// A distance, and trouble on demand: relays TCP connections to a server, each byte as much later
/// as said. Bytes on their way do not hold up those behind them, as on a long line.
///
/// Any thread may call anything.
public final class TcpRelay implements AutoCloseable {
  private static final int CHUNK = 256 << 10;

  /// Chunks on their way in one direction, at most: 64 MiB.
  private static final int CHUNKS = 256;

  /// Between two looks whether the line is still held.
  private static final long HELD_NANOS = 1_000_000;

  private record Chunk(ByteBuffer bytes, long due) {}

  /// One direction of a connection.
  private record Line(BlockingQueue<Chunk> chunks, Queue<ByteBuffer> unused) {}

  private final ServerSocketChannel listener;
  private final long nanos;
  private final Set<SocketChannel> channels = ConcurrentHashMap.newKeySet();
  private final AtomicInteger accepted = new AtomicInteger();
  private volatile InetSocketAddress server;
  private volatile boolean held;

  /// @param oneWay delay in each direction: half of the round trip
  public TcpRelay(InetSocketAddress server, Duration oneWay) throws IOException {
    this.server = server;
    this.nanos = oneWay.toNanos();
    listener = ServerSocketChannel.open();
    listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    start(this::accept);
  }

  /// Where to call instead of the server.
  public InetSocketAddress address() throws IOException {
    return (InetSocketAddress) listener.getLocalAddress();
  }

  /// Connections from now on lead here.
  public void moveTo(InetSocketAddress newServer) {
    server = newServer;
  }

  /// Closes all connections; what was on its way is lost.
  public void cut() {
    channels.forEach(TcpRelay::close);
    channels.clear();
  }

  /// Closes one connection, if there is any.
  public void cutOne() {
    for (SocketChannel each : channels) {
      if (channels.remove(each)) {
        close(each);
        return;
      }
    }
  }

  /// How many connections were made so far.
  public int accepted() {
    return accepted.get();
  }

  /// Lets nothing pass until [#release]: connections stay open and are dumb.
  public void hold() {
    held = true;
  }

  /// Ends [#hold]: what was held goes on.
  public void release() {
    held = false;
  }

  private void accept() {
    try {
      while (true) {
        SocketChannel client = listener.accept();
        accepted.incrementAndGet();
        try {
          SocketChannel behind = SocketChannel.open(server);
          relay(client, behind);
          relay(behind, client);
        } catch (IOException e) {
          close(client);
        }
      }
    } catch (IOException e) {
      // Closed: the end.
    }
  }

  private void relay(SocketChannel from, SocketChannel to) throws IOException {
    from.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channels.add(from);
    var line = new Line(new ArrayBlockingQueue<>(CHUNKS), new ConcurrentLinkedQueue<>());
    start(() -> receive(from, to, line));
    start(() -> send(from, to, line));
  }

  private void receive(SocketChannel from, SocketChannel to, Line line) {
    try {
      int count;
      do {
        ByteBuffer unused = line.unused.poll();
        ByteBuffer bytes = unused == null ? ByteBuffer.allocateDirect(CHUNK) : unused.clear();
        count = from.read(bytes);
        line.chunks.put(new Chunk(bytes.flip(), System.nanoTime() + nanos));
      } while (count >= 0);
    } catch (IOException | InterruptedException e) {
      end(from, to);
    }
  }

  private void send(SocketChannel from, SocketChannel to, Line line) {
    try {
      for (Chunk chunk = line.chunks.take();
          chunk.bytes.hasRemaining();
          chunk = line.chunks.take()) {
        long left = chunk.due - System.nanoTime();
        while (left > 0 || held) {
          LockSupport.parkNanos(left > 0 ? left : HELD_NANOS);
          left = chunk.due - System.nanoTime();
        }
        while (chunk.bytes.hasRemaining()) {
          to.write(chunk.bytes);
        }
        line.unused.add(chunk.bytes);
      }
    } catch (IOException | InterruptedException e) {
      // Closed under our hands.
    }
    end(from, to);
  }

  private void end(SocketChannel one, SocketChannel other) {
    channels.remove(one);
    channels.remove(other);
    close(one);
    close(other);
  }

  private static void close(SocketChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      // Nothing is left to do with it.
    }
  }

  private static void start(Runnable task) {
    Thread.ofPlatform().daemon().name("byway-relay").start(task);
  }

  /// Ends all connections, and takes no more.
  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      // It takes no more either way.
    }
    cut();
  }
}
