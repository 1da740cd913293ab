package dev.byway.server.rpc;

import static dev.byway.server.rpc.RawClient.call;
import static org.assertj.core.api.Assertions.assertThat;

import dev.byway.net.Limits;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Peers that are slow, silent, greedy or mad, and one that is not and must not notice.
class HostilePeersTest {
  private static final Limits LIMITS =
      Limits.DEFAULT
          .withMaxConnections(40)
          .withTimeouts(Duration.ofMillis(400), Duration.ofMillis(800));

  private RpcServer server;
  private InetSocketAddress address;
  private RawClient good;
  private int xid;

  @BeforeEach
  void start() throws Exception {
    server =
        new RpcServer(
            RpcOptions.DEFAULT.withLoops(1).withWorkers(2).withLimits(LIMITS),
            List.of(new TestProgram()));
    address = server.listenTcp(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    good = new RawClient(address);
    goodPeerIsServed();
  }

  @AfterEach
  void stop() throws Exception {
    goodPeerIsServed();
    good.close();
    server.close();
  }

  private void goodPeerIsServed() throws Exception {
    good.send(call(++xid, TestProgram.ECHO, xid));
    assertThat(RawClient.result(good.receive())).isEqualTo(xid);
  }

  @Test
  void silentConnectionIsClosed() throws Exception {
    try (RawClient silent = new RawClient(address)) {
      assertThat(silent.isClosedByServer()).isTrue();
    }
  }

  @Test
  void connectionThatHasCalledMayRest() throws Exception {
    try (RawClient resting = new RawClient(address)) {
      resting.send(call(1, TestProgram.ECHO, 1));
      resting.receive();
      resting.socket().setSoTimeout(1500);
      assertThat(resting.isClosedByServer()).isFalse();
    }
  }

  @Test
  void recordThatNeverEndsIsGivenUp() throws Exception {
    try (RawClient slow = new RawClient(address)) {
      slow.send(call(1, TestProgram.ECHO, 1));
      slow.receive();
      slow.raw(ByteBuffer.allocate(5).putInt(1000 | RawClient.LAST).array());
      assertThat(slow.isClosedByServer()).isTrue();
    }
  }

  @Test
  void recordThatDripsIsGivenUp() throws Exception {
    try (RawClient dripping = new RawClient(address)) {
      dripping.raw(ByteBuffer.allocate(4).putInt(100_000 | RawClient.LAST).array());
      boolean closed = false;
      for (int i = 0; i < 4_000 && !closed; i++) {
        try {
          dripping.raw((byte) 1);
        } catch (IOException e) {
          closed = true;
        }
        Thread.sleep(5);
      }
      assertThat(closed).isTrue();
    }
  }

  @Test
  void replyThatNobodyReadsIsGivenUp() throws Exception {
    try (RawClient deaf = new RawClient(address)) {
      for (int i = 0; i < 40; i++) {
        deaf.send(call(i, TestProgram.BYTES, 1 << 20));
      }
      long deadline = System.nanoTime() + 20_000_000_000L;
      while (server.connections().size() > 1) {
        assertThat(System.nanoTime()).isLessThan(deadline);
        Thread.sleep(5);
      }
    }
  }

  @Test
  void tooLongRecordsCloseTheConnection() throws Exception {
    for (int mark : new int[] {-1, Integer.MAX_VALUE, 2 << 20 | RawClient.LAST, 2 << 20}) {
      try (RawClient greedy = new RawClient(address)) {
        greedy.raw(ByteBuffer.allocate(4).putInt(mark).array());
        assertThat(greedy.isClosedByServer()).isTrue();
      }
    }
  }

  @Test
  void recordWithoutEndClosesTheConnection() throws Exception {
    try (RawClient endless = new RawClient(address)) {
      byte[] fragment = ByteBuffer.allocate(4 + 1000).putInt(1000).array();
      boolean closed = false;
      for (int i = 0; i < 100_000 && !closed; i++) {
        try {
          endless.raw(fragment);
        } catch (IOException e) {
          closed = true;
        }
      }
      assertThat(closed).isTrue();
    }
  }

  @Test
  void noiseHarmsNobody() throws Exception {
    Random random = new Random(5);
    for (int i = 0; i < 100; i++) {
      try (RawClient mad = new RawClient(address)) {
        byte[] noise = new byte[random.nextInt(3000)];
        random.nextBytes(noise);
        if (random.nextBoolean() && noise.length > 12) {
          // Past the mark and the message type, to try what lies behind.
          ByteBuffer.wrap(noise).putInt(0, noise.length - 4 | RawClient.LAST).putInt(8, 0);
        }
        mad.raw(noise);
      } catch (IOException e) {
        // Closed while it was still sending: fine.
      }
    }
  }

  @Test
  void connectionsOverTheBoundAreClosed() throws Exception {
    List<RawClient> many = new ArrayList<>();
    try {
      int refused = 0;
      for (int i = 0; i < 60; i++) {
        RawClient client = new RawClient(address);
        many.add(client);
        try {
          client.send(call(i, TestProgram.ECHO, i));
          assertThat(RawClient.result(client.receive())).isEqualTo(i);
        } catch (IOException e) {
          refused++;
        }
      }
      assertThat(refused).isEqualTo(60 - 39);
    } finally {
      for (RawClient each : many) {
        each.close();
      }
    }
  }
}
