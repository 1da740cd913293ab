package dev.byway.server.portmap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.byway.server.rpc.RpcCall;
import dev.byway.server.rpc.RpcConnection.Transport;
import dev.byway.server.rpc.RpcOptions;
import dev.byway.server.rpc.RpcProcedure;
import dev.byway.server.rpc.RpcProgram;
import dev.byway.server.rpc.RpcServer;
import dev.byway.wire.WireException;
import dev.byway.wire.portmap.Mapping;
import dev.byway.wire.portmap.PmapDump;
import dev.byway.wire.portmap.Portmap;
import dev.byway.wire.portmap.Rpcb;
import dev.byway.wire.portmap.RpcbDump;
import dev.byway.wire.rpc.CallHeader;
import dev.byway.wire.rpc.OpaqueAuth;
import dev.byway.wire.rpc.ReplyBody;
import dev.byway.wire.rpc.ReplyHeader;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrString;
import dev.byway.wire.xdr.XdrWriter;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PortmapTest {
  private static final InetSocketAddress ANY =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  private static final int NFS = 100003;

  private final InetSocketAddress everywhere = new InetSocketAddress(2049);
  private final List<Registration> ours =
      List.of(
          new Registration(NFS, 3, Transport.TCP, everywhere),
          new Registration(NFS, 3, Transport.UDP, everywhere),
          new Registration(100005, 1, Transport.TCP, new InetSocketAddress("127.0.0.1", 77)),
          new Registration(100005, 3, Transport.TCP, new InetSocketAddress("127.0.0.1", 78)));
  private @Nullable RpcServer server;

  @AfterEach
  void stop() {
    if (server != null) {
      server.close();
    }
  }

  @Test
  void versionTwoTellsPorts() throws Exception {
    RpcbindSocket socket = portmapper();
    assertThat(port(socket, new Mapping(NFS, 3, Portmap.IPPROTO_TCP, 0))).isEqualTo(2049);
    assertThat(port(socket, new Mapping(NFS, 4, Portmap.IPPROTO_TCP, 0))).isEqualTo(2049);
    assertThat(port(socket, new Mapping(100005, 1, Portmap.IPPROTO_TCP, 0))).isEqualTo(77);
    assertThat(port(socket, new Mapping(100005, 1, Portmap.IPPROTO_UDP, 0))).isZero();
    assertThat(port(socket, new Mapping(1, 1, Portmap.IPPROTO_TCP, 0))).isZero();
    assertThat(PmapDump.decode(call(socket, 2, 4, writer -> {})).maps())
        .hasSize(4)
        .contains(new Mapping(NFS, 3, Portmap.IPPROTO_UDP, 2049));
  }

  @Test
  void newerVersionsTellAddresses() throws Exception {
    RpcbindSocket socket = portmapper();
    for (int version = 3; version <= 4; version++) {
      assertThat(address(socket, version, 3, rpcb(NFS, 3, "tcp"))).isEqualTo("127.0.0.1.8.1");
      assertThat(address(socket, version, 3, rpcb(NFS, 3, "udp"))).isEqualTo("127.0.0.1.8.1");
      assertThat(address(socket, version, 3, rpcb(100005, 9, "tcp"))).startsWith("127.0.0.1.0.7");
      assertThat(address(socket, version, 3, rpcb(NFS, 3, "tcp6"))).isNotEmpty();
      assertThat(address(socket, version, 3, rpcb(NFS, 3, "unix"))).isEmpty();
      assertThat(RpcbDump.decode(call(socket, version, 4, writer -> {})).maps()).hasSize(4);
    }
    assertThat(address(socket, 4, 9, rpcb(100005, 9, "tcp"))).isEmpty();
    assertThat(address(socket, 4, 9, rpcb(100005, 3, "tcp"))).isEqualTo("127.0.0.1.0.78");
  }

  @Test
  void callerOverUdpIsToldAnAddressThatItReaches() throws Exception {
    RpcServer started =
        new RpcServer(
            RpcOptions.DEFAULT.withLoops(1).withWorkers(1), List.of(new PortmapProgram(ours)));
    server = started;
    InetSocketAddress at = started.listenUdp(new InetSocketAddress(0));
    ByteBuffer message = ByteBuffer.allocate(1024);
    XdrWriter writer = new XdrWriter(message);
    CallHeader.encode(writer, 9, Portmap.PROGRAM, 4, 3, OpaqueAuth.NONE);
    rpcb(NFS, 3, "udp").encode(writer);
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.setSoTimeout(10_000);
      socket.connect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), at.getPort()));
      socket.send(new DatagramPacket(message.array(), message.position()));
      DatagramPacket reply = new DatagramPacket(new byte[1024], 1024);
      socket.receive(reply);
      XdrReader reader = new XdrReader(ByteBuffer.wrap(reply.getData(), 0, reply.getLength()));
      ReplyHeader.decode(reader);
      assertThat(Portmap.decodeAddress(reader)).hasToString("127.0.0.1.8.1");
    }
  }

  @Test
  void nobodyCanRegisterHere() throws Exception {
    RpcbindSocket socket = portmapper();
    assertThat(call(socket, 4, 1, rpcb(5, 5, "tcp")::encode).bool()).isFalse();
    assertThat(call(socket, 2, 1, new Mapping(5, 5, 6, 7)::encode).bool()).isFalse();
    assertThat(call(socket, 2, 2, new Mapping(NFS, 3, 0, 0)::encode).bool()).isFalse();
    assertThat(port(socket, new Mapping(NFS, 3, Portmap.IPPROTO_TCP, 0))).isEqualTo(2049);
  }

  @Test
  void everyVersionOfAnRpcbindCanBeRegisteredWith() throws Exception {
    for (int newest = 2; newest <= 4; newest++) {
      FakeRpcbind fake = new FakeRpcbind(newest);
      InetSocketAddress at = serve(fake);
      RpcbindClient client = RpcbindClient.at(at.getHostString(), at.getPort());
      client.register(ours);
      assertThat(fake.known).hasSize(4).anyMatch(line -> line.startsWith("100003 3 "));
      client.register(ours);
      assertThat(fake.known).hasSize(4);
      client.unregister(ours.subList(0, 2));
      assertThat(fake.known).hasSize(2).allMatch(line -> line.startsWith("100005 "));
      stop();
    }
  }

  @Test
  void refusalAndAbsenceAreErrors() throws Exception {
    InetSocketAddress at = serve(new PortmapProgram(List.of()));
    RpcbindClient client = RpcbindClient.at(at.getHostString(), at.getPort());
    assertThatThrownBy(() -> client.register(ours)).isInstanceOf(IOException.class);
    stop();
    assertThatThrownBy(() -> client.register(ours)).isInstanceOf(IOException.class);
  }

  private RpcbindSocket portmapper() throws IOException {
    InetSocketAddress at = serve(new PortmapProgram(ours));
    return RpcbindSocket.tcp(at.getHostString(), at.getPort());
  }

  private InetSocketAddress serve(RpcProgram program) throws IOException {
    RpcServer started =
        new RpcServer(RpcOptions.DEFAULT.withLoops(1).withWorkers(1), List.of(program));
    server = started;
    return started.listenTcp(ANY);
  }

  private static Rpcb rpcb(int program, int version, String netid) {
    return new Rpcb(program, version, XdrString.of(netid), XdrString.EMPTY, XdrString.EMPTY);
  }

  private static int port(RpcbindSocket socket, Mapping asked) throws Exception {
    return call(socket, 2, 3, asked::encode).int32();
  }

  private static String address(RpcbindSocket socket, int version, int procedure, Rpcb asked)
      throws Exception {
    return Portmap.decodeAddress(call(socket, version, procedure, asked::encode)).toString();
  }

  private static XdrReader call(
      RpcbindSocket socket, int version, int procedure, java.util.function.Consumer<XdrWriter> args)
      throws Exception {
    ByteBuffer message = ByteBuffer.allocate(1024);
    XdrWriter writer = new XdrWriter(message);
    CallHeader.encode(
        writer, socket.nextXid(), Portmap.PROGRAM, version, procedure, OpaqueAuth.NONE);
    args.accept(writer);
    XdrReader reader = new XdrReader(socket.exchange(message.flip()));
    assertThat(ReplyHeader.decode(reader).body()).isInstanceOf(ReplyBody.Success.class);
    return reader;
  }

  /// An rpcbind that believes everybody and speaks versions 2 to `high`.
  private static final class FakeRpcbind implements RpcProgram {
    final Set<String> known = Collections.synchronizedSet(new TreeSet<>());
    private final int high;

    FakeRpcbind(int high) {
      this.high = high;
    }

    @Override
    public int number() {
      return Portmap.PROGRAM;
    }

    @Override
    public String name() {
      return "fake";
    }

    @Override
    public int low() {
      return 2;
    }

    @Override
    public int high() {
      return high;
    }

    @Override
    public RpcProcedure procedure(int version, int number) {
      return new RpcProcedure() {
        @Override
        public String name() {
          return "P" + number;
        }

        @Override
        public void execute(RpcCall call) throws WireException {
          if (number != 0) {
            call.reply(4).bool(apply(call.args(), version, number == 1));
          }
        }
      };
    }

    private boolean apply(XdrReader args, int version, boolean set) throws WireException {
      if (version == 2) {
        Mapping mapping = Mapping.decode(args);
        return apply(mapping.prog() + " " + mapping.vers() + " ", mapping.prot() + "", set);
      }
      Rpcb rpcb = Rpcb.decode(args);
      return apply(rpcb.prog() + " " + rpcb.vers() + " ", rpcb.netid().toString(), set);
    }

    private boolean apply(String key, String transport, boolean set) {
      return set ? known.add(key + transport) : known.removeIf(line -> line.startsWith(key));
    }
  }
}
