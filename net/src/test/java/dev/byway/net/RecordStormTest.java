package dev.byway.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Many connections on one loop, records of all sizes in fragments of all sizes, some answered at
/// once and some kept and answered by other threads in any order, to peers that read slowly: every
/// byte is right on both sides, nothing is warned of, and all memory comes back.
@Timeout(120)
class RecordStormTest {
  private static final int CONNECTIONS = 8;
  private static final int RECORDS = 60;
  private static final int LONGEST = 1 << 20;

  /// What a reply's room is longer than the reply at most.
  private static final int SPARE = 100;

  private static final int LAST = 0x8000_0000;

  private final AtomicInteger wrong = new AtomicInteger();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void everyByteIsRight(long seed) throws Exception {
    storm(seed, Limits.DEFAULT.withMaxInFlight(8).withMaxUnsent(256 << 10));
  }

  @ParameterizedTest
  @ValueSource(longs = {4, 5})
  void everyByteIsRightWhileMemoryIsShort(long seed) throws Exception {
    storm(seed, Limits.DEFAULT.withMaxInFlight(4).withMaxUnsent(256 << 10).withMaxMemory(12 << 20));
  }

  private void storm(long seed, Limits limits) throws Exception {
    long before = SegmentStash.bytesInUse();
    try (Warnings warnings = new Warnings();
        ExecutorService clients = Executors.newCachedThreadPool()) {
      try (EventLoops loops =
              new EventLoops(
                  1,
                  false,
                  "storm",
                  limits.withTimeouts(Duration.ofMinutes(1), Duration.ofMinutes(1)));
          Echo echo = new Echo(seed);
          TcpServer server = new TcpServer(loops, loopback(), echo::handler)) {
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
          all.add(clients.submit(new Client(server.address(), seed * 100 + i, clients)::run));
        }
        for (Future<?> each : all) {
          each.get(100, TimeUnit.SECONDS);
        }
      }
      assertThat(wrong).hasValue(0);
      assertThat(warnings.seen()).isEmpty();
    }
    assertThat(SegmentStash.bytesInUse()).isEqualTo(before);
  }

  private static InetSocketAddress loopback() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  /// Answers every record with itself: here and now, or from other threads and out of order.
  private final class Echo implements AutoCloseable {
    private final ExecutorService workers = Executors.newFixedThreadPool(3);
    private final ThreadLocal<SendBuffer> buffers = ThreadLocal.withInitial(SendBuffer::new);
    private final List<KeptRecord> waiting = new ArrayList<>();
    private final List<RecordConnection> owners = new ArrayList<>();
    private final List<SendBuffer> made = new ArrayList<>();
    private final Random random;

    Echo(long seed) {
      random = new Random(seed);
    }

    RecordHandler handler(RecordConnection connection) {
      SendBuffer out = connection.loop().sendBuffer();
      return new RecordHandler() {
        @Override
        public void record(RecordConnection from, ByteBuffer record) {
          if (random.nextInt(3) > 0) {
            keep(from, record);
            return;
          }
          if (!out.fits(record.remaining() + SPARE)) {
            from.send(out.take());
          }
          answer(out, record);
        }

        @Override
        public void readComplete(RecordConnection from) {
          if (out.pending() > 0) {
            from.send(out.take());
          }
          from.flush();
        }

        @Override
        public void writable(RecordConnection from) {}

        @Override
        public void closed(RecordConnection from) {}
      };
    }

    private void answer(SendBuffer out, ByteBuffer record) {
      if (!Pattern.holds(record.duplicate())) {
        wrong.getAndIncrement();
      }
      ByteBuffer reply = out.begin(record.remaining() + random.nextInt(SPARE));
      reply.put(record);
      out.finish();
    }

    private void keep(RecordConnection from, ByteBuffer record) {
      synchronized (waiting) {
        waiting.add(from.keep(record));
        owners.add(from);
      }
      workers.execute(this::answerAny);
    }

    private void answerAny() {
      KeptRecord kept;
      RecordConnection owner;
      synchronized (waiting) {
        int any = random.nextInt(waiting.size());
        kept = waiting.remove(any);
        owner = owners.remove(any);
      }
      SendBuffer out = buffers.get();
      synchronized (made) {
        if (!made.contains(out)) {
          made.add(out);
        }
      }
      answer(out, kept.bytes());
      kept.release();
      owner.send(out.take());
    }

    @Override
    public void close() throws InterruptedException {
      workers.shutdown();
      assertThat(workers.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
      made.forEach(SendBuffer::end);
    }
  }

  /// Sends its records and hears each of them again.
  private final class Client {
    private final InetSocketAddress server;
    private final Random random;
    private final ExecutorService threads;
    private final Map<Integer, Integer> sent = new HashMap<>();
    private int empty;

    Client(InetSocketAddress server, long seed, ExecutorService threads) {
      this.server = server;
      this.random = new Random(seed);
      this.threads = threads;
    }

    Void run() throws Exception {
      try (Socket socket = new Socket()) {
        socket.setReceiveBufferSize(32 << 10);
        socket.connect(server);
        socket.setTcpNoDelay(true);
        byte[] wire = everything();
        Future<?> sender =
            threads.submit(
                () -> {
                  send(socket, wire);
                  return null;
                });
        hear(new DataInputStream(new BufferedInputStream(socket.getInputStream(), 4096)));
        sender.get();
      }
      return null;
    }

    private byte[] everything() throws IOException {
      ByteArrayOutputStream wire = new ByteArrayOutputStream();
      for (int i = 0; i < RECORDS; i++) {
        byte[] record = Pattern.record(random.nextInt(), Pattern.length(random, LONGEST));
        if (record.length == 0) {
          empty++;
        } else {
          sent.put(ByteBuffer.wrap(record).getInt(), record.length);
        }
        int most = random.nextBoolean() ? LONGEST : 1 + random.nextInt(1 + record.length / 4);
        int at = 0;
        do {
          int usual = random.nextInt(most) + record.length / 1000;
          int least = random.nextInt(8) == 0 ? 0 : 1;
          int count = Math.min(record.length - at, Math.max(least, usual));
          boolean last = at + count == record.length;
          wire.write(ByteBuffer.allocate(4).putInt(count | (last ? LAST : 0)).array());
          wire.write(record, at, count);
          at += count;
        } while (at < record.length);
      }
      return wire.toByteArray();
    }

    private void send(Socket socket, byte[] wire) throws IOException {
      Random pieces = new Random(wire.length);
      for (int at = 0; at < wire.length; ) {
        int count = Math.min(wire.length - at, 1 + pieces.nextInt(1 << pieces.nextInt(1, 19)));
        socket.getOutputStream().write(wire, at, count);
        at += count;
      }
    }

    private void hear(DataInputStream in) throws IOException {
      for (int i = 0; i < RECORDS; i++) {
        int mark = in.readInt();
        assertThat(mark).isNegative();
        byte[] record = new byte[mark & ~LAST];
        in.readFully(record);
        assertThat(Pattern.holds(ByteBuffer.wrap(record))).as("length %d", record.length).isTrue();
        if (record.length == 0) {
          empty--;
        } else {
          int key = ByteBuffer.wrap(Arrays.copyOf(record, 4)).getInt();
          assertThat(sent.remove(key)).isEqualTo(record.length);
        }
      }
      assertThat(sent).isEmpty();
      assertThat(empty).isZero();
    }
  }
}
