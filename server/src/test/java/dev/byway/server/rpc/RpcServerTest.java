package dev.byway.server.rpc;

import static dev.byway.server.rpc.RawClient.call;
import static org.assertj.core.api.Assertions.assertThat;

import dev.byway.wire.rpc.AuthFlavor;
import dev.byway.wire.rpc.AuthStat;
import dev.byway.wire.rpc.OpaqueAuth;
import dev.byway.wire.rpc.ReplyBody;
import dev.byway.wire.rpc.ReplyHeader;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class RpcServerTest extends ServedProgram {
  @Test
  void callIsAnswered() throws Exception {
    try (RawClient client = new RawClient(address)) {
      client.send(call(77, TestProgram.ECHO, 4711));
      byte[] reply = client.receive();
      assertThat(RawClient.xid(reply)).isEqualTo(77);
      assertThat(RawClient.result(reply)).isEqualTo(4711);
    }
  }

  @Test
  void nullNeedsNoReplyOfTheProcedure() throws Exception {
    try (RawClient client = new RawClient(address)) {
      client.send(call(1, TestProgram.NULL));
      assertThat(client.receive()).hasSize(ReplyHeader.SUCCESS_SIZE);
    }
  }

  @Test
  void unknownProgramsVersionsAndProceduresAreToldApart() throws Exception {
    try (RawClient client = new RawClient(address)) {
      OpaqueAuth none = OpaqueAuth.NONE;
      assertThat(body(client, call(1, 99, 1, 0, none))).isInstanceOf(ReplyBody.ProgUnavail.class);
      assertThat(body(client, call(2, TestProgram.NUMBER, 3, 0, none)))
          .isEqualTo(new ReplyBody.ProgMismatch(none, 2, 4));
      assertThat(body(client, call(3, TestProgram.NUMBER, -1, 0, none)))
          .isEqualTo(new ReplyBody.ProgMismatch(none, 2, 4));
      for (int procedure : new int[] {30, 64, 65, -1, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
        assertThat(body(client, call(4, TestProgram.NUMBER, 2, procedure, none)))
            .isInstanceOf(ReplyBody.ProcUnavail.class);
      }
    }
  }

  @Test
  void otherRpcVersionIsAMismatch() throws Exception {
    try (RawClient client = new RawClient(address)) {
      byte[] record = call(5, TestProgram.ECHO, 1);
      ByteBuffer.wrap(record).putInt(8, 3);
      assertThat(body(client, record)).isEqualTo(new ReplyBody.RpcMismatch(2, 2));
    }
  }

  @Test
  void otherFlavorsAndBrokenCredentialsAreRefused() throws Exception {
    try (RawClient client = new RawClient(address)) {
      for (int flavor : new int[] {AuthFlavor.RPCSEC_GSS, AuthFlavor.AUTH_DH, 77, -1, 1}) {
        byte[] record = call(6, TestProgram.NUMBER, 2, 0, RawClient.flavor(flavor));
        assertThat(body(client, record)).isEqualTo(new ReplyBody.AuthError(AuthStat.AUTH_BADCRED));
      }
    }
  }

  @Test
  void missingArgumentsAreGarbage() throws Exception {
    try (RawClient client = new RawClient(address)) {
      assertThat(body(client, call(7, TestProgram.ECHO))).isInstanceOf(ReplyBody.GarbageArgs.class);
      client.send(call(8, TestProgram.ECHO, 3));
      assertThat(RawClient.result(client.receive())).isEqualTo(3);
    }
  }

  @Test
  void brokenProcedureIsASystemErrorAndNothingElse() throws Exception {
    try (RawClient client = new RawClient(address)) {
      client.send(call(9, TestProgram.BROKEN));
      assertThat(client.receive()).hasSize(ReplyHeader.SUCCESS_SIZE);
      assertThat(body(client, call(10, TestProgram.BROKEN)))
          .isInstanceOf(ReplyBody.SystemErr.class);
    }
  }

  @Test
  void whatIsNoCallClosesTheConnection() throws Exception {
    byte[] aReply = ByteBuffer.allocate(24).putInt(1).putInt(1).array();
    for (byte[] record : List.of(new byte[0], new byte[3], new byte[8], aReply)) {
      try (RawClient client = new RawClient(address)) {
        client.send(record);
        assertThat(client.isClosedByServer()).isTrue();
      }
    }
  }

  @Test
  void credentialOverItsBoundClosesTheConnection() throws Exception {
    try (RawClient client = new RawClient(address)) {
      byte[] record = call(6, TestProgram.NUMBER, 2, 0, OpaqueAuth.NONE, new int[200]);
      ByteBuffer.wrap(record).putInt(24, 1).putInt(28, 404);
      client.send(record);
      assertThat(client.isClosedByServer()).isTrue();
    }
  }

  @Test
  void fragmentsOfOneByteAreOneCall() throws Exception {
    try (RawClient client = new RawClient(address)) {
      byte[] record = call(11, TestProgram.ECHO, 12);
      for (int i = 0; i < record.length; i++) {
        int mark = i == record.length - 1 ? 1 | RawClient.LAST : 1;
        client.raw(ByteBuffer.allocate(5).putInt(mark).put(record[i]).array());
      }
      assertThat(RawClient.result(client.receive())).isEqualTo(12);
    }
  }

  @Test
  void pipelinedCallsAreAllAnswered() throws Exception {
    try (RawClient client = new RawClient(address)) {
      Set<Integer> open = new HashSet<>();
      for (int i = 0; i < 5_000; i++) {
        client.send(call(i, i % 7 == 0 ? TestProgram.WAITS : TestProgram.ECHO, i * 3));
        open.add(i);
        if (open.size() == 100) {
          takeOne(client, open);
        }
      }
      while (!open.isEmpty()) {
        takeOne(client, open);
      }
    }
  }

  private static void takeOne(RawClient client, Set<Integer> open) throws Exception {
    byte[] reply = client.receive();
    int xid = RawClient.xid(reply);
    assertThat(RawClient.result(reply)).isEqualTo(xid * 3);
    assertThat(open.remove(xid)).isTrue();
  }

  @Test
  void largeRepliesComeWhole() throws Exception {
    try (RawClient client = new RawClient(address)) {
      for (int length : new int[] {0, 4096, 131072, 1 << 20, 200_000}) {
        client.send(call(length, TestProgram.BYTES, length));
        byte[] reply = client.receive();
        assertThat(reply).hasSize(ReplyHeader.SUCCESS_SIZE + 4 + length);
      }
    }
  }

  @Test
  void sameCallAgainGetsTheSameBytesAlsoOverAnotherConnection() throws Exception {
    byte[] record = call(0x1234, TestProgram.COUNT);
    byte[] first;
    try (RawClient client = new RawClient(address)) {
      client.send(record);
      first = client.receive();
      client.send(record);
      assertThat(client.receive()).isEqualTo(first);
    }
    try (RawClient client = new RawClient(address)) {
      client.send(record);
      assertThat(client.receive()).isEqualTo(first);
      client.send(call(0x1235, TestProgram.COUNT));
      assertThat(RawClient.result(client.receive())).isEqualTo(2);
      client.send(call(0x1234, TestProgram.COUNT, 1));
      assertThat(RawClient.result(client.receive())).isEqualTo(3);
    }
    assertThat(program.count).hasValue(3);
  }

  @Test
  void sameCallWhileTheFirstIsInProgressIsDropped() throws Exception {
    program.gate = new CountDownLatch(1);
    byte[] record = call(0x77, TestProgram.SLOW_COUNT);
    try (RawClient first = new RawClient(address);
        RawClient second = new RawClient(address)) {
      first.send(record);
      await(() -> program.inGate.get() == 1);
      second.send(record, call(0x78, TestProgram.ECHO, 5));
      assertThat(RawClient.xid(second.receive())).isEqualTo(0x78);
      program.gate.countDown();
      assertThat(RawClient.result(first.receive())).isEqualTo(1);
      second.send(record);
      assertThat(RawClient.result(second.receive())).isEqualTo(1);
    }
    assertThat(program.count).hasValue(1);
  }

  @Test
  void sameCredentialIsTheSameObject() throws Exception {
    try (RawClient client = new RawClient(address);
        RawClient other = new RawClient(address)) {
      int first = who(client, RawClient.SYS);
      assertThat(who(client, OpaqueAuth.NONE)).isNotEqualTo(first);
      assertThat(who(client, RawClient.SYS)).isEqualTo(first);
      assertThat(who(other, RawClient.SYS)).isNotEqualTo(first);
    }
  }

  private static int who(RawClient client, OpaqueAuth cred) throws Exception {
    client.send(call(1, TestProgram.NUMBER, 2, TestProgram.WHO, cred));
    return RawClient.result(client.receive());
  }

  @Test
  void tapSeesArgumentsAndReplies() throws Exception {
    List<String> seen = java.util.Collections.synchronizedList(new ArrayList<>());
    server.tap(
        event ->
            seen.add(
                event.procedure().name()
                    + event.args().getInt()
                    + event.reply().getInt(ReplyHeader.SUCCESS_SIZE)));
    try (RawClient client = new RawClient(address)) {
      client.send(call(12, TestProgram.ECHO, 99));
      client.receive();
      server.tap(null);
      client.send(call(13, TestProgram.ECHO, 98));
      client.receive();
    }
    assertThat(seen).containsExactly("ECHO9999");
  }

  @Test
  void callsAreCounted() throws Exception {
    try (RawClient client = new RawClient(address)) {
      for (int i = 0; i < 10; i++) {
        client.send(call(i, TestProgram.ECHO, i));
        client.receive();
      }
      client.send(call(12, TestProgram.ECHO));
      client.receive();
    }
    ProcedureCount count =
        server.counts().stream()
            .filter(each -> each.procedure().equals("ECHO"))
            .findFirst()
            .orElseThrow();
    assertThat(count.calls()).isEqualTo(11);
    assertThat(count.errors()).isEqualTo(1);
    assertThat(count.latency().quantile(0.5)).isPositive();
  }

  @Test
  void datagramsAreAnsweredAndRepeatedCallsToo() throws Exception {
    InetSocketAddress udp = server.listenUdp(ANY);
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.setSoTimeout(10_000);
      socket.connect(udp);
      assertThat(RawClient.result(datagram(socket, call(1, TestProgram.ECHO, 8)))).isEqualTo(8);
      assertThat(RawClient.result(datagram(socket, call(2, TestProgram.WAITS, 9)))).isEqualTo(9);
      byte[] first = datagram(socket, call(3, TestProgram.COUNT));
      assertThat(datagram(socket, call(3, TestProgram.COUNT))).isEqualTo(first);
      socket.send(new DatagramPacket(new byte[7], 7));
      assertThat(RawClient.result(datagram(socket, call(4, TestProgram.ECHO, 8)))).isEqualTo(8);
    }
    assertThat(program.count).hasValue(1);
  }

  private static byte[] datagram(DatagramSocket socket, byte[] call) throws Exception {
    socket.send(new DatagramPacket(call, call.length));
    DatagramPacket reply = new DatagramPacket(new byte[65_507], 65_507);
    socket.receive(reply);
    return Arrays.copyOf(reply.getData(), reply.getLength());
  }

  @Test
  void closingRunsItsTasksOnce() throws Exception {
    CountDownLatch closed = new CountDownLatch(1);
    try (RawClient client = new RawClient(address)) {
      client.exchange(call(1, TestProgram.NULL));
      server.connections().iterator().next().onClose(closed::countDown);
    }
    assertThat(closed.await(20, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
  }

  private static ReplyBody body(RawClient client, byte[] record) throws Exception {
    return client.exchange(record).body();
  }
}
