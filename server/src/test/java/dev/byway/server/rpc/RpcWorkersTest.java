package dev.byway.server.rpc;

import static dev.byway.server.rpc.RawClient.call;
import static org.assertj.core.api.Assertions.assertThat;

import dev.byway.wire.rpc.ReplyHeader;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/// The workers, and what keeps one connection from taking all of them.
class RpcWorkersTest extends ServedProgram {
  @Test
  void whatWouldWaitRunsOnAWorkerWithItsArgumentsAgain() throws Exception {
    ConcurrentLinkedQueue<RpcTap.Road> roads = new ConcurrentLinkedQueue<>();
    server.tap(event -> roads.add(event.road()));
    try (RawClient client = new RawClient(address)) {
      client.send(call(12, TestProgram.WAITS, 99));
      assertThat(RawClient.result(client.receive())).isEqualTo(99);
    }
    assertThat(roads).containsExactly(RpcTap.Road.WORKER);
  }

  @Test
  void workersOutliveWhatFailsOnThem() throws Exception {
    try (RawClient client = new RawClient(address)) {
      for (int i = 0; i < 8; i++) {
        client.send(call(i, TestProgram.UNLINKED));
        assertThat(client.receive()).hasSize(ReplyHeader.SUCCESS_SIZE);
      }
      client.send(call(9, TestProgram.GATED, 7));
      assertThat(RawClient.result(client.receive())).isEqualTo(7);
    }
  }

  @Test
  void othersAreAnsweredWhileAllWorkersWait() throws Exception {
    program.gate = new CountDownLatch(1);
    try (RawClient slow = new RawClient(address);
        RawClient quick = new RawClient(address)) {
      for (int i = 0; i < 10; i++) {
        slow.send(call(i, TestProgram.GATED, i));
      }
      await(() -> program.inGate.get() == 4);
      for (int i = 0; i < 100; i++) {
        quick.send(call(i, TestProgram.ECHO, i));
        assertThat(RawClient.result(quick.receive())).isEqualTo(i);
      }
      program.gate.countDown();
      for (int i = 0; i < 10; i++) {
        slow.receive();
      }
    }
  }

  @Test
  void connectionsTakeTurnsAtTheWorkers() throws Exception {
    program.gate = new CountDownLatch(1);
    try (RawClient busy = new RawClient(address);
        RawClient modest = new RawClient(address)) {
      for (int i = 0; i < 14; i++) {
        busy.send(call(i, TestProgram.GATED, i));
      }
      await(() -> program.inGate.get() == 4);
      await(() -> inFlight() == 14);
      modest.send(call(100, TestProgram.GATED, 100));
      await(() -> inFlight() == 15);
      program.gate.countDown();
      assertThat(RawClient.result(modest.receive())).isEqualTo(100);
      for (int i = 0; i < 14; i++) {
        busy.receive();
      }
    }
    List<Integer> order = new ArrayList<>(program.order);
    // Four were at work, the next turns are the two connections' in alternation.
    assertThat(order.indexOf(100)).isLessThan(11);
  }

  @Test
  void readingStopsWhileTooMuchIsInFlight() throws Exception {
    program.gate = new CountDownLatch(1);
    try (RawClient client = new RawClient(address)) {
      for (int i = 0; i < 100; i++) {
        client.send(call(i, TestProgram.GATED, i));
      }
      await(() -> inFlight() == 16);
      await(() -> program.inGate.get() == 4);
      program.gate.countDown();
      Set<Integer> answered = new HashSet<>();
      for (int i = 0; i < 100; i++) {
        answered.add(RawClient.result(client.receive()));
        assertThat(inFlight()).isLessThanOrEqualTo(16);
      }
      assertThat(answered).hasSize(100);
    }
  }

  @Test
  void clientThatNeverReadsIsReadNoFurtherAndHarmsNobody() throws Exception {
    try (RawClient deaf = new RawClient(address);
        RawClient other = new RawClient(address)) {
      deaf.socket().setSendBufferSize(1 << 16);
      Thread sender =
          Thread.ofPlatform()
              .daemon()
              .start(
                  () -> {
                    try {
                      for (int i = 0; i < 100_000; i++) {
                        deaf.send(call(i, TestProgram.BYTES, 100_000));
                      }
                    } catch (java.io.IOException e) {
                      // Closed at the test's end.
                    }
                  });
      await(() -> server.connections().stream().anyMatch(peer -> !((TcpPeer) peer).isWritable()));
      long answered = bytesCalls();
      for (int i = 0; i < 50; i++) {
        other.send(call(i, TestProgram.ECHO, i));
        assertThat(RawClient.result(other.receive())).isEqualTo(i);
      }
      // What was unsent at most (4 MiB) and what the kernel took: not all that was asked for.
      assertThat(bytesCalls()).isLessThan(1_000);
      assertThat(bytesCalls() - answered).isLessThan(100);
      deaf.close();
      sender.join();
      await(() -> server.connections().size() == 1);
    }
  }

  @Test
  void largeRepliesOfManyWorkersDoNotMix() throws Exception {
    int calls = 300;
    try (RawClient client = new RawClient(address)) {
      // So that the socket often takes a part of a reply only.
      client.socket().setReceiveBufferSize(1 << 14);
      Thread sender =
          Thread.ofPlatform()
              .start(
                  () -> {
                    try {
                      for (int i = 0; i < calls; i++) {
                        int procedure = i % 5 == 0 ? TestProgram.ECHO : TestProgram.BIG;
                        client.send(call(i << 20, procedure, i % 3 == 0 ? 60_000 : 600));
                      }
                    } catch (java.io.IOException e) {
                      throw new java.io.UncheckedIOException(e);
                    }
                  });
      Set<Integer> xids = new HashSet<>();
      for (int i = 0; i < calls; i++) {
        ByteBuffer reply = ByteBuffer.wrap(client.receive());
        int xid = reply.getInt(0);
        xids.add(xid);
        boolean echo = (xid >> 20) % 5 == 0;
        int words = (reply.capacity() - ReplyHeader.SUCCESS_SIZE) / 4;
        assertThat(words).isEqualTo(echo ? 1 : (xid >> 20) % 3 == 0 ? 60_000 : 600);
        for (int word = 0; word < words && !echo; word++) {
          if (reply.getInt(ReplyHeader.SUCCESS_SIZE + 4 * word) != xid + word) {
            throw new AssertionError("word " + word + " of " + xid);
          }
        }
      }
      assertThat(xids).hasSize(calls);
      sender.join();
    }
  }

  @Test
  void stopAnswersWhatIsInFlight() throws Exception {
    program.gate = new CountDownLatch(1);
    try (RawClient client = new RawClient(address)) {
      client.send(call(1, TestProgram.GATED, 55));
      await(() -> program.inGate.get() == 1);
      boolean[] inTime = new boolean[1];
      Thread stopper =
          Thread.ofPlatform().start(() -> inTime[0] = server.stop(Duration.ofSeconds(20)));
      await(() -> refused());
      program.gate.countDown();
      assertThat(RawClient.result(client.receive())).isEqualTo(55);
      assertThat(client.isClosedByServer()).isTrue();
      stopper.join();
      assertThat(inTime[0]).isTrue();
    }
  }

  private int inFlight() {
    return server.connections().stream().mapToInt(peer -> ((TcpPeer) peer).inFlight()).sum();
  }

  private long bytesCalls() {
    return server.counts().stream()
        .filter(each -> each.procedure().equals("BYTES"))
        .mapToLong(ProcedureCount::calls)
        .sum();
  }

  private boolean refused() {
    try (RawClient ignored = new RawClient(address)) {
      return false;
    } catch (java.io.IOException e) {
      return true;
    }
  }
}
