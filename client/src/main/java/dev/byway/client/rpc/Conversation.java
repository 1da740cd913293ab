package dev.byway.client.rpc;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One TCP connection to the server, and how far it was read. The connection's reader, but for the
/// [#link], which others write to and close.
final class Conversation {
  /// The longest sleep: then the clock is looked at, and whether the thread was interrupted.
  static final long TICK_NANOS = TimeUnit.SECONDS.toNanos(1);

  private static final int LOOKS_BETWEEN_YIELDS = 8;

  final Link link;

  private final RecordReader records;
  private final SendQueue queue;
  private final ReplySpin spin;

  private Conversation(Link link, RecordReader records, SendQueue queue, ReplySpin spin) {
    this.link = link;
    this.records = records;
    this.queue = queue;
    this.spin = spin;
  }

  /// Connects.
  ///
  /// @param queue what is to be sent: when the socket is full, the reader waits for room too
  /// @throws IOException as [Link#connect]
  static Conversation begin(
      InetSocketAddress server,
      RpcSettings settings,
      RecordReader.Replies replies,
      SendQueue queue,
      ReplySpin spin)
      throws IOException {
    int limit = Math.min(settings.timeoutMillis(), Link.CONNECT_TIMEOUT_MILLIS);
    Link link = Link.connect(resolved(server), settings.reservedPort(), limit);
    return new Conversation(link, new RecordReader(link, replies), queue, spin);
  }

  /// The server's address as it is now: a name may have moved since.
  private static InetSocketAddress resolved(InetSocketAddress server) {
    var now = new InetSocketAddress(server.getHostString(), server.getPort());
    return now.isUnresolved() ? server : now;
  }

  /// As [RecordReader#receive].
  boolean receive() throws IOException {
    return records.receive();
  }

  /// As [RecordReader#interrupted].
  @Nullable RpcCall interrupted() {
    return records.interrupted();
  }

  /// Waits for something to read: spins, then sleeps.
  ///
  /// @param untilNanos the end of the sleep, as of [System#nanoTime]
  /// @return false when the caller should look at the clock, or whether it was interrupted
  /// @throws IOException also once the link is closed
  boolean awaitMore(boolean maySpin, long untilNanos) throws IOException {
    long start = System.nanoTime();
    if (maySpin && spin.start()) {
      try {
        if (spin(start)) {
          return true;
        }
      } finally {
        spin.stop();
      }
    }
    long left = Math.min(TICK_NANOS, untilNanos - System.nanoTime());
    link.await(queue.isStuck(), TimeUnit.NANOSECONDS.toMillis(left));
    if (records.receive()) {
      spin.cameAfterSleep(System.nanoTime() - start);
      return true;
    }
    return false;
  }

  private boolean spin(long start) throws IOException {
    long now = start;
    for (int look = 1; now - start < ReplySpin.LIMIT_NANOS && !queue.isStuck(); look++) {
      if (look % LOOKS_BETWEEN_YIELDS == 0) {
        Thread.yield(); // the server may be waiting for this very core
      }
      if (records.receive()) {
        spin.came(now - start);
        return true;
      }
      now = System.nanoTime();
    }
    return false;
  }
}
