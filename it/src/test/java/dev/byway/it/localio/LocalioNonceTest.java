package dev.byway.it.localio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.byway.client.localio.LocalioOptions;
import dev.byway.client.localio.LocalioVfs;
import dev.byway.client.localio.RoadReport;
import dev.byway.client.rpc.Credential;
import dev.byway.client.rpc.RpcClient;
import dev.byway.client.rpc.RpcSettings;
import dev.byway.client.rpc.SmallCall;
import dev.byway.linux.UnixSocket;
import dev.byway.net.localio.Neighbour;
import dev.byway.net.localio.Neighbourhood;
import dev.byway.net.localio.RendezvousFolder;
import dev.byway.server.NfsServer;
import dev.byway.server.export.ClientRule;
import dev.byway.server.export.ExportSpec;
import dev.byway.server.export.LocalioPolicy;
import dev.byway.server.export.Squash;
import dev.byway.server.localio.LocalioSettings;
import dev.byway.vfs.Caller;
import dev.byway.vfs.Name;
import dev.byway.vfs.OpenFile;
import dev.byway.vfs.OpenHow;
import dev.byway.vfs.local.LocalVfs;
import dev.byway.wire.localio.GrantMessage;
import dev.byway.wire.localio.Localio;
import dev.byway.wire.localio.LocalioProcedure;
import dev.byway.wire.localio.UuidIsLocal;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Who gets in at a server's door, and who does not.
class LocalioNonceTest {
  private static final UUID NONCE = new UUID(1, 2);

  @TempDir Path temp;
  private RendezvousFolder folder;
  private NfsServer server;
  private RpcClient rpc;

  @BeforeEach
  void setUp() throws Exception {
    Files.write(Files.createDirectory(temp.resolve("served")).resolve("f"), new byte[100]);
    folder = new RendezvousFolder(temp.resolve("meeting"));
    start(LocalioSettings.inFolder(folder));
  }

  private void start(LocalioSettings settings) throws Exception {
    ExportSpec spec =
        ExportSpec.of("/x", "x")
            .withClients(ClientRule.DEFAULT.withSquash(Squash.NONE))
            .withLocalio(LocalioPolicy.TRUST);
    server =
        NfsServer.builder()
            .localio(settings)
            .export(spec, LocalVfs.open(temp.resolve("served"), LocalVfs.Options.DEFAULT))
            .start();
    rpc = RpcClient.connect(server.address(), RpcSettings.DEFAULT);
  }

  private void restart(LocalioSettings settings) throws Exception {
    tearDown();
    start(settings);
  }

  @AfterEach
  void tearDown() {
    rpc.close();
    server.close();
  }

  private LocalioVfs mount(LocalioOptions options) throws Exception {
    return Bench.mount("127.0.0.1", server.address().getPort(), options);
  }

  private void say(UUID nonce) throws Exception {
    rpc.call(
        new SmallCall<>(
            Localio.PROGRAM,
            Localio.VERSION,
            LocalioProcedure.UUID_IS_LOCAL.number(),
            Credential.sys(Caller.ROOT, "test"),
            new UuidIsLocal(nonce)::encode,
            results -> nonce));
  }

  private GrantMessage knock(UUID nonce) throws Exception {
    try (UnixSocket socket = UnixSocket.connect(folder.sockets().getFirst())) {
      return knock(socket, nonce);
    }
  }

  private static GrantMessage knock(UnixSocket socket, UUID nonce) throws Exception {
    socket.receiveTimeout(10_000);
    socket.send(new GrantMessage.Hello(GrantMessage.VERSION, nonce).encode(), -1);
    ByteBuffer in = ByteBuffer.allocate(GrantMessage.BYTES_MAX);
    UnixSocket.closeFd(socket.receive(in).fd());
    return GrantMessage.decode(in.flip());
  }

  @Test
  void aNonceWorksOnce() throws Exception {
    say(NONCE);
    assertThat(knock(NONCE)).isInstanceOf(GrantMessage.Welcome.class);
    assertThat(knock(NONCE)).isInstanceOf(GrantMessage.Refused.class);
  }

  @Test
  void aNonceNobodySentIsRefused() throws Exception {
    say(NONCE);
    assertThat(knock(new UUID(1, 3))).isInstanceOf(GrantMessage.Refused.class);
  }

  @Test
  void aNonceThatComesTooLateIsRefused() throws Exception {
    restart(LocalioSettings.inFolder(folder).withNonceMillis(1));
    say(NONCE);
    long sent = System.nanoTime();
    Await.until(() -> System.nanoTime() - sent > 2_000_000);
    assertThat(knock(NONCE)).isInstanceOf(GrantMessage.Refused.class);
  }

  @Test
  void nonsenseEndsTheConnectionAndHarmsNobody() throws Exception {
    for (int kind = 0; kind < 12; kind++) {
      try (UnixSocket socket = UnixSocket.connect(folder.sockets().getFirst())) {
        socket.receiveTimeout(10_000);
        socket.send(ByteBuffer.allocate(20).putInt(0, kind), -1);
        ByteBuffer in = ByteBuffer.allocate(GrantMessage.BYTES_MAX);
        assertThat(socket.receive(in).fd()).isEqualTo(-1);
      }
    }
    aNonceWorksOnce();
  }

  @Test
  void moreClientsThanAllowedAreRefused() throws Exception {
    restart(LocalioSettings.inFolder(folder).withBounds(1, 4));
    try (UnixSocket first = UnixSocket.connect(folder.sockets().getFirst())) {
      say(NONCE);
      assertThat(knock(first, NONCE)).isEqualTo(new GrantMessage.Welcome(4));
      say(new UUID(3, 4));
      assertThat(knock(new UUID(3, 4))).isInstanceOf(GrantMessage.Refused.class);
    }
  }

  @Test
  void moreGrantsThanAllowedStayOnTheWire() throws Exception {
    restart(LocalioSettings.inFolder(folder).withBounds(1, 1));
    Files.write(temp.resolve("served").resolve("g"), new byte[100]);
    try (LocalioVfs vfs = mount(LocalioOptions.defaults());
        OpenFile f = open(vfs, "f");
        OpenFile g = open(vfs, "g")) {
      assertThat(vfs.report().files())
          .extracting(RoadReport.File::reads)
          .containsExactlyInAnyOrder(RoadReport.BYWAY, RoadReport.WIRE);
      assertThat(g.read(Caller.ROOT, ByteBuffer.allocate(100), 0)).isEqualTo(100);
      assertThat(f.read(Caller.ROOT, ByteBuffer.allocate(100), 0)).isEqualTo(100);
    }
  }

  private static OpenFile open(LocalioVfs vfs, String name) throws Exception {
    var node = vfs.lookup(Caller.ROOT, vfs.root(), Name.of(name)).node();
    return vfs.open(Caller.ROOT, node, OpenHow.READ);
  }

  @Test
  void inOneJvmNoSocketIsNeeded() throws Exception {
    restart(LocalioSettings.inFolder(null));
    try (LocalioVfs vfs = mount(LocalioOptions.defaults().withFolders(List.of()));
        OpenFile file = open(vfs, "f")) {
      assertThat(vfs.report().files().getFirst().reads()).isEqualTo(RoadReport.BYWAY);
      assertThat(file.read(Caller.ROOT, ByteBuffer.allocate(200), 0)).isEqualTo(100);
      assertThat(server.status().localio().clients()).hasSize(1);
      assertThat(server.status().localio().clients().getFirst().files().getFirst().calls())
          .isEqualTo(1);
      server.close();
      assertThat(vfs.report().files().getFirst().reads()).isEqualTo(RoadReport.WIRE);
      assertThat(LocalioRoadsTest.lent(temp.resolve("served").resolve("f"))).isZero();
    }
  }

  @Test
  void aStoppedServerForgetsItsNonces() throws Exception {
    say(NONCE);
    server.close();
    assertThat(Neighbourhood.meet(NONCE, new Deaf())).isNull();
    assertThatThrownBy(() -> folder.sockets().getFirst())
        .isInstanceOf(java.util.NoSuchElementException.class);
  }

  private static final class Deaf implements Neighbour.Listener {
    @Override
    public void recalled(int slot, int generation, String reason) {}

    @Override
    public void gone(String reason) {}
  }
}
