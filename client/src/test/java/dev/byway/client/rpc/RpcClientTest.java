package dev.byway.client.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.wire.rpc.AuthStat;
import dev.byway.wire.rpc.OpaqueAuth;
import dev.byway.wire.rpc.RecordMark;
import dev.byway.wire.rpc.ReplyBody;
import dev.byway.wire.rpc.ReplyHeader;
import dev.byway.wire.xdr.XdrWriter;
import java.io.IOException;
import java.net.BindException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class RpcClientTest {
  private static final RpcSettings SETTINGS = RpcSettings.DEFAULT.withReservedPort(false);
  private static final int BIG = 300_001;

  private static RpcClient connect(FaultServer server) throws ErrnoException {
    return RpcClient.connect(server.address(), SETTINGS);
  }

  /// Makes calls of all sizes and kinds, and looks at each byte.
  private static void echoAll(RpcClient client) throws ErrnoException {
    int[] sizes = {0, 1, 3, 4, 100, 1000, 4096, 65_536, BIG};
    for (int size : sizes) {
      echo(client, EchoCall.direct(size, size));
      echo(client, EchoCall.heap(size, size));
      if (size < RecordReader.BUFFER_BYTES - 100) {
        echo(client, EchoCall.plain(size, size));
      }
    }
  }

  private static void echo(RpcClient client, EchoCall call) throws ErrnoException {
    client.call(call);
    assertThat(call.isRight()).isTrue();
  }

  @Test
  void repliesComeBackWhole() throws Exception {
    try (FaultServer server = new FaultServer(FaultServer.HONEST);
        RpcClient client = connect(server)) {
      echoAll(client);
      assertThat(client.connectionsMade()).isEqualTo(1);
    }
  }

  @Test
  void repliesMayComeByteByByte() throws Exception {
    FaultServer.Sender slow =
        (out, reply, serial) -> {
          for (byte each : FaultServer.record(reply)) {
            out.write(each);
          }
        };
    try (FaultServer server = new FaultServer(slow);
        RpcClient client = connect(server)) {
      echo(client, EchoCall.direct(5000, 1));
      echo(client, EchoCall.heap(5000, 2));
      echo(client, EchoCall.plain(5000, 3));
      assertThat(client.connectionsMade()).isEqualTo(1);
    }
  }

  private static byte[] fragments(byte[] reply, int size, boolean emptyLast) {
    ByteBuffer out = ByteBuffer.allocate(reply.length + 8 + (reply.length / size + 1) * 4);
    for (int from = 0; from < reply.length; from += size) {
      int count = Math.min(size, reply.length - from);
      boolean last = from + count == reply.length && !emptyLast;
      out.putInt(last ? RecordMark.ofLast(count) : count).put(reply, from, count);
    }
    if (emptyLast) {
      out.putInt(0).putInt(RecordMark.ofLast(0));
    }
    return Arrays.copyOf(out.array(), out.position());
  }

  @Test
  void repliesMayComeInFragmentsOfAnySize() throws Exception {
    int[] sizes = {1, 3, 17, 4096, 70_000};
    try (FaultServer server = new FaultServer(FaultServer.HONEST);
        RpcClient client = connect(server)) {
      for (int size : sizes) {
        server.become((out, reply, serial) -> out.write(fragments(reply, size, false)));
        echoAll(client);
        server.become((out, reply, serial) -> out.write(fragments(reply, size, true)));
        echoAll(client);
      }
      assertThat(client.connectionsMade()).isEqualTo(1);
    }
  }

  @Test
  void connectionLostInTheMiddleOfAReplyIsMadeAgain() throws Exception {
    for (int cut : new int[] {0, 2, 10, 40, 1500, 200_000}) {
      FaultServer.Sender cutting =
          (out, reply, serial) -> {
            byte[] record = FaultServer.record(reply);
            if (serial % 2 == 0) {
              out.write(record, 0, Math.min(cut, record.length - 1));
              throw new IOException("cut");
            }
            out.write(record);
          };
      try (FaultServer server = new FaultServer(cutting);
          RpcClient client = connect(server)) {
        echo(client, EchoCall.direct(BIG, cut));
        echo(client, EchoCall.heap(BIG, cut));
        echo(client, EchoCall.plain(10_000, cut));
        assertThat(client.connectionsMade()).isEqualTo(4);
        assertThat(server.xids.get(0)).isEqualTo(server.xids.get(1));
        assertThat(server.xids.get(2)).isEqualTo(server.xids.get(3));
      }
    }
  }

  @Test
  void secondReplyToACallIsPassedOver() throws Exception {
    FaultServer.Sender twice =
        (out, reply, serial) -> {
          out.write(FaultServer.record(reply));
          out.write(FaultServer.record(reply));
        };
    try (FaultServer server = new FaultServer(twice);
        RpcClient client = connect(server)) {
      echoAll(client);
      echoAll(client);
      assertThat(client.connectionsMade()).isEqualTo(1);
    }
  }

  @Test
  void nonsenseEndsTheConnectionAndTheCallIsMadeAgain() throws Exception {
    List<FaultServer.Sender> nonsense = new ArrayList<>();
    nonsense.add((out, reply, serial) -> out.write(FaultServer.record(otherXid(reply))));
    nonsense.add((out, reply, serial) -> out.write(FaultServer.record(Arrays.copyOf(reply, 3))));
    nonsense.add((out, reply, serial) -> out.write(FaultServer.record(Arrays.copyOf(reply, 7))));
    nonsense.add((out, reply, serial) -> out.write(FaultServer.record(Arrays.copyOf(reply, 30))));
    nonsense.add((out, reply, serial) -> out.write(FaultServer.record(new byte[0])));
    nonsense.add((out, reply, serial) -> out.write(new byte[] {-1, -1, -1, -1, 1, 2, 3, 4}));
    nonsense.add((out, reply, serial) -> out.write(new byte[] {127, -1, -1, -1, 1, 2, 3, 4}));
    nonsense.add((out, reply, serial) -> out.write("HTTP/1.1 400 Bad Request\r\n".getBytes()));
    nonsense.add(
        (out, reply, serial) -> out.write(FaultServer.record(withWord(reply, 6, 1 << 30))));
    nonsense.add((out, reply, serial) -> out.write(FaultServer.record(withWord(reply, 6, -1))));
    nonsense.add((out, reply, serial) -> out.write(FaultServer.record(withWord(reply, 1, 0))));
    for (FaultServer.Sender spoiler : nonsense) {
      FaultServer.Sender once =
          (out, reply, serial) ->
              (serial % 2 == 0 ? spoiler : FaultServer.HONEST).send(out, reply, serial);
      try (FaultServer server = new FaultServer(once);
          RpcClient client = connect(server)) {
        echo(client, EchoCall.direct(5000, 1));
        echo(client, EchoCall.plain(5000, 1));
        assertThat(client.connectionsMade()).isEqualTo(3);
      }
    }
  }

  private static byte[] otherXid(byte[] reply) {
    return withWord(reply, 0, ByteBuffer.wrap(reply).getInt() + (1 << 28));
  }

  private static byte[] withWord(byte[] reply, int index, int value) {
    byte[] changed = reply.clone();
    ByteBuffer.wrap(changed).putInt(index * Integer.BYTES, value);
    return changed;
  }

  @Test
  void repliesWithoutEndDoNotFillTheMemory() throws Exception {
    FaultServer.Sender endless =
        (out, reply, serial) -> {
          if (serial == 0) {
            byte[] block = fragments(reply, 16, false);
            ByteBuffer.wrap(block).putInt(0, 16); // what looks like the last is not
            byte[] more = ByteBuffer.allocate(1 << 20).putInt((1 << 20) - 4).array();
            out.write(block, 0, 20);
            for (int i = 0; i < 64; i++) {
              out.write(more);
            }
          }
          out.write(FaultServer.record(reply));
        };
    try (FaultServer server = new FaultServer(endless);
        RpcClient client = connect(server)) {
      echo(client, EchoCall.plain(5000, 1));
      assertThat(client.connectionsMade()).isEqualTo(2);
    }
  }

  @Test
  void callThatGetsNothingButGarbageFails() throws Exception {
    FaultServer.Sender garbage =
        (out, reply, serial) -> out.write(FaultServer.record(Arrays.copyOf(reply, 20)));
    try (FaultServer server = new FaultServer(garbage);
        RpcClient client = connect(server)) {
      assertFails(client, Errno.EPROTO);
      server.become((out, reply, serial) -> out.write("HTTP/1.1 400 Bad Request\r\n".getBytes()));
      assertFails(client, Errno.EPROTO);
      server.become(FaultServer.HONEST);
      echoAll(client);
    }
  }

  private static void assertFails(RpcClient client, Errno errno) {
    assertThatThrownBy(() -> client.call(EchoCall.plain(10, 1)))
        .isInstanceOfSatisfying(ErrnoException.class, e -> assertThat(e.errno()).isEqualTo(errno));
  }

  @Test
  void refusalsOfTheServerFailTheCallOnly() throws Exception {
    OpaqueAuth none = OpaqueAuth.NONE;
    try (FaultServer server = new FaultServer(FaultServer.HONEST);
        RpcClient client = connect(server)) {
      server.become(refusing(new ReplyBody.ProgUnavail(none)));
      assertFails(client, Errno.ENOTSUP);
      server.become(refusing(new ReplyBody.ProgMismatch(none, 2, 4)));
      assertFails(client, Errno.ENOTSUP);
      server.become(refusing(new ReplyBody.ProcUnavail(none)));
      assertFails(client, Errno.ENOTSUP);
      server.become(refusing(new ReplyBody.GarbageArgs(none)));
      assertFails(client, Errno.EPROTO);
      server.become(refusing(new ReplyBody.SystemErr(none)));
      assertFails(client, Errno.EIO);
      server.become(refusing(new ReplyBody.RpcMismatch(3, 4)));
      assertFails(client, Errno.EPROTO);
      server.become(refusing(new ReplyBody.AuthError(AuthStat.AUTH_TOOWEAK)));
      assertFails(client, Errno.EACCES);
      server.become(FaultServer.HONEST);
      echoAll(client);
      assertThat(client.connectionsMade()).isEqualTo(1);
    }
  }

  private static FaultServer.Sender refusing(ReplyBody body) {
    return (out, reply, serial) -> {
      ByteBuffer refusal = ByteBuffer.allocate(100);
      new ReplyHeader(ByteBuffer.wrap(reply).getInt(), body).encode(new XdrWriter(refusal));
      out.write(FaultServer.record(Arrays.copyOf(refusal.array(), refusal.position())));
    };
  }

  @Test
  void serverThatIsStartedAgainIsUsedAgain() throws Exception {
    int threads = 8;
    FaultServer first = new FaultServer(FaultServer.HONEST);
    int port = first.address().getPort();
    AtomicInteger done = new AtomicInteger();
    try (RpcClient client = RpcClient.connect(first.address(), SETTINGS.withConnections(3));
        ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        int thread = i;
        all.add(
            pool.submit(
                () -> {
                  for (int j = 0; j < 400; j++) {
                    echo(client, EchoCall.direct(j % 50 == 0 ? BIG : j * 10, thread * 1000L + j));
                    done.incrementAndGet();
                  }
                  return null;
                }));
      }
      FaultServer server = first;
      for (int restart = 1; restart <= 5; restart++) {
        int target = restart * 400;
        while (done.get() < target) {
          Thread.onSpinWait();
        }
        server.close();
        server = again(port);
      }
      for (Future<?> each : all) {
        each.get(30, TimeUnit.SECONDS);
      }
      assertThat(client.connectionsMade()).isGreaterThan(3);
      server.close();
    }
  }

  /// A server on a port that was just used, which takes a moment to be free.
  private static FaultServer again(int port) throws IOException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (true) {
      try {
        return new FaultServer(port, FaultServer.HONEST);
      } catch (BindException e) {
        if (System.nanoTime() - deadline > 0) {
          throw e;
        }
      }
    }
  }

  @Test
  void unansweredCallIsSentAgainWithTheSameXid() throws Exception {
    FaultServer.Sender deafAtFirst =
        (out, reply, serial) -> {
          if (serial >= 2) {
            out.write(FaultServer.record(reply));
          }
        };
    try (FaultServer server = new FaultServer(deafAtFirst);
        RpcClient client = RpcClient.connect(server.address(), SETTINGS.withTimeoutMillis(50))) {
      echo(client, EchoCall.direct(5000, 1));
      assertThat(server.xids).hasSizeGreaterThanOrEqualTo(3).containsOnly(server.xids.get(0));
      assertThat(client.connectionsMade()).isGreaterThanOrEqualTo(3);
    }
  }

  @Test
  void softClientGivesUp() throws Exception {
    RpcSettings soft = SETTINGS.withPatience(Patience.SOFTERR).withTimeoutMillis(30).withRetrans(1);
    try (FaultServer server = new FaultServer((out, reply, serial) -> {});
        RpcClient client = RpcClient.connect(server.address(), soft)) {
      assertFails(client, Errno.ETIMEDOUT);
      CompletableFuture<Void> completed = new CompletableFuture<>();
      EchoCall call = EchoCall.plain(10, 1);
      client.send(call, () -> completed.complete(null));
      completed.get(30, TimeUnit.SECONDS);
      ErrnoException failure = Objects.requireNonNull(call.failure());
      assertThat(failure.errno()).isEqualTo(Errno.ETIMEDOUT);
      server.become(FaultServer.HONEST);
      echoAll(client);
    }
  }

  @Test
  void interruptedThreadGivesUpItsCallOnly() throws Exception {
    FaultServer.Sender deaf =
        (out, reply, serial) -> {
          if (serial > 0) {
            out.write(FaultServer.record(reply));
          }
        };
    try (FaultServer server = new FaultServer(deaf);
        RpcClient client = connect(server)) {
      CompletableFuture<Errno> failed = new CompletableFuture<>();
      Thread victim =
          Thread.ofPlatform()
              .start(
                  () -> {
                    try {
                      client.call(EchoCall.plain(10, 1));
                    } catch (ErrnoException e) {
                      failed.complete(e.errno());
                    }
                  });
      while (server.xids.isEmpty()) {
        Thread.onSpinWait();
      }
      victim.interrupt();
      assertThat(failed.get(30, TimeUnit.SECONDS)).isEqualTo(Errno.EINTR);
      echoAll(client);
      assertThat(client.connectionsMade()).isEqualTo(1);
    }
  }

  @Test
  void closeFailsThoseWhoWait() throws Exception {
    try (FaultServer server = new FaultServer((out, reply, serial) -> {})) {
      RpcClient client = connect(server);
      List<CompletableFuture<Errno>> failures = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        CompletableFuture<Errno> failure = new CompletableFuture<>();
        failures.add(failure);
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    client.call(EchoCall.direct(10, 1));
                  } catch (ErrnoException e) {
                    failure.complete(e.errno());
                  }
                });
      }
      while (server.xids.size() < 4) {
        Thread.onSpinWait();
      }
      client.close();
      for (CompletableFuture<Errno> failure : failures) {
        assertThat(failure.get(30, TimeUnit.SECONDS)).isEqualTo(Errno.ENOTCONN);
      }
      assertFails(client, Errno.ENOTCONN);
    }
  }

  @Test
  void closeRunsTheCompletionsOfCallsUnderWay() throws Exception {
    try (FaultServer server = new FaultServer((out, reply, serial) -> {})) {
      RpcClient client = connect(server);
      CountDownLatch left = new CountDownLatch(10);
      List<EchoCall> made = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        EchoCall call = EchoCall.direct(1000, i);
        made.add(call);
        client.send(call, left::countDown);
      }
      client.close();
      assertThat(left.await(30, TimeUnit.SECONDS)).isTrue();
      assertThat(made)
          .allSatisfy(
              call -> {
                ErrnoException failure = Objects.requireNonNull(call.failure());
                assertThat(failure.errno()).isEqualTo(Errno.ENOTCONN);
              });
    }
  }

  @Test
  void completionMaySendTheNextCall() throws Exception {
    try (FaultServer server = new FaultServer(FaultServer.HONEST);
        RpcClient client = connect(server)) {
      CompletableFuture<Integer> all = new CompletableFuture<>();
      sendChain(client, 200, all);
      assertThat(all.get(30, TimeUnit.SECONDS)).isZero();
    }
  }

  private static void sendChain(RpcClient client, int left, CompletableFuture<Integer> all) {
    EchoCall call = EchoCall.plain(left, left);
    try {
      client.send(
          call,
          () -> {
            if (left == 0 || !call.isRight()) {
              all.complete(left);
            } else {
              sendChain(client, left - 1, all);
            }
          });
    } catch (ErrnoException e) {
      all.completeExceptionally(e);
    }
  }

  @Test
  void completionsRunWithoutAnyoneWaiting() throws Exception {
    int calls = 5 * InFlight.MAX;
    try (FaultServer server = new FaultServer(FaultServer.HONEST);
        RpcClient client = connect(server)) {
      CountDownLatch left = new CountDownLatch(calls);
      List<EchoCall> made = new ArrayList<>();
      for (int i = 0; i < calls; i++) {
        EchoCall call = i % 2 == 0 ? EchoCall.direct(i, i) : EchoCall.plain(i, i);
        made.add(call);
        client.send(call, left::countDown);
      }
      assertThat(left.await(30, TimeUnit.SECONDS)).isTrue();
      assertThat(made).allMatch(EchoCall::isRight);
    }
  }

  @Test
  void manyLargeCallsInFlightDoNotBlockEachOther() throws Exception {
    try (FaultServer server = new FaultServer(FaultServer.HONEST);
        RpcClient client = connect(server)) {
      List<EchoCall> made = new ArrayList<>();
      List<RpcClient.Sent> sent = new ArrayList<>();
      for (int i = 0; i < 64; i++) { // more than the sockets' buffers hold, both ways
        EchoCall call = EchoCall.direct(1 << 20, i);
        made.add(call);
        sent.add(client.send(call));
      }
      for (RpcClient.Sent each : sent) {
        each.await();
      }
      assertThat(made).allMatch(EchoCall::isRight);
      assertThat(client.connectionsMade()).isEqualTo(1);
    }
  }

  @Test
  void serverThatIsNotThereIsRefused() throws Exception {
    FaultServer server = new FaultServer(FaultServer.HONEST);
    server.close();
    assertThatThrownBy(() -> connect(server))
        .isInstanceOfSatisfying(
            ErrnoException.class, e -> assertThat(e.errno()).isEqualTo(Errno.ECONNREFUSED));
  }
}
