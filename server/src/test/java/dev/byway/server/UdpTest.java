package dev.byway.server;

import static dev.byway.server.TestClient.in;
import static org.assertj.core.api.Assertions.assertThat;

import dev.byway.server.export.ClientRule;
import dev.byway.server.export.Squash;
import dev.byway.vfs.memory.MemoryVfs;
import dev.byway.wire.mount3.Dirpath;
import dev.byway.wire.mount3.Dump3;
import dev.byway.wire.mount3.Export3;
import dev.byway.wire.mount3.Mnt3;
import dev.byway.wire.mount3.Mount3;
import dev.byway.wire.mount3.MountProcedure;
import dev.byway.wire.nfs3.Access3;
import dev.byway.wire.nfs3.Create3;
import dev.byway.wire.nfs3.Createhow3;
import dev.byway.wire.nfs3.FileHandle3;
import dev.byway.wire.nfs3.Fsinfo3;
import dev.byway.wire.nfs3.Getattr3;
import dev.byway.wire.nfs3.Lookup3;
import dev.byway.wire.nfs3.Nfs3Procedure;
import dev.byway.wire.nfs3.NfsStat3;
import dev.byway.wire.nfs3.Read3;
import dev.byway.wire.nfs3.Readdir3;
import dev.byway.wire.nfs3.Remove3;
import dev.byway.wire.nfs3.StableHow;
import dev.byway.wire.nfs3.Write3;
import dev.byway.wire.rpc.ReplyBody;
import dev.byway.wire.rpc.ReplyHeader;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrString;
import dev.byway.wire.xdr.XdrWriter;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// NFS and MOUNT over UDP: a datagram is a call, a datagram its reply.
@Timeout(60)
class UdpTest {
  private static final int LARGEST = 65_507;

  private final byte[] received = new byte[1 << 16];
  private NfsServer server;
  private DatagramSocket socket;
  private int xid;

  @BeforeEach
  void start() throws Exception {
    server =
        NfsServer.builder()
            .export("/data", new MemoryVfs(), ClientRule.DEFAULT.withSquash(Squash.NONE))
            .export("/other", new MemoryVfs())
            .start();
    socket = new DatagramSocket();
    socket.connect(server.address());
    socket.setSoTimeout(20_000);
  }

  @AfterEach
  void stop() {
    socket.close();
    server.close();
  }

  private void send(byte[] call) throws Exception {
    socket.send(new DatagramPacket(call, call.length));
  }

  private byte[] reply() throws Exception {
    DatagramPacket packet = new DatagramPacket(received, received.length);
    socket.receive(packet);
    return Arrays.copyOf(received, packet.getLength());
  }

  private byte[] exchange(byte[] call) throws Exception {
    send(call);
    return reply();
  }

  private static XdrReader results(byte[] reply, int xid) throws Exception {
    XdrReader reader = new XdrReader(ByteBuffer.wrap(reply));
    ReplyHeader header = ReplyHeader.decode(reader);
    assertThat(header.xid()).isEqualTo(xid);
    assertThat(header.body()).isInstanceOf(ReplyBody.Success.class);
    return reader;
  }

  private XdrReader nfs(Nfs3Procedure procedure, Consumer<XdrWriter> args) throws Exception {
    int now = ++xid;
    return results(exchange(NfsCalls.call(now, procedure, args)), now);
  }

  private XdrReader mount(int version, MountProcedure procedure, Consumer<XdrWriter> args)
      throws Exception {
    int now = ++xid;
    byte[] call = NfsCalls.call(now, Mount3.PROGRAM, version, procedure.number(), args);
    return results(exchange(call), now);
  }

  private FileHandle3 root() throws Exception {
    var path = new Dirpath(XdrString.of("/data"));
    Mnt3 mounted = Mnt3.decode(mount(Mount3.VERSION, MountProcedure.MNT, path::encode));
    assertThat(mounted).isInstanceOf(Mnt3.Ok.class);
    return ((Mnt3.Ok) mounted).fhandle();
  }

  private static byte[] create(int xid, FileHandle3 dir, String name) {
    var args = new Create3.Args(in(dir, name), new Createhow3.Guarded(NfsCalls.mode(0644)));
    return NfsCalls.call(xid, Nfs3Procedure.CREATE, args::encode);
  }

  private FileHandle3 file(FileHandle3 dir, String name) throws Exception {
    int now = ++xid;
    Create3.Res made = Create3.Res.decode(results(exchange(create(now, dir, name)), now));
    assertThat(made.status()).isEqualTo(NfsStat3.NFS3_OK);
    return Objects.requireNonNull(((Create3.Res.Ok) made).obj());
  }

  private NfsStat3 lookup(FileHandle3 dir, String name) throws Exception {
    return Lookup3.Res.decode(nfs(Nfs3Procedure.LOOKUP, new Lookup3.Args(in(dir, name))::encode))
        .status();
  }

  @Test
  void exportsAndMountsAreListed() throws Exception {
    root();
    for (int version : new int[] {Mount3.VERSION_1, Mount3.VERSION}) {
      Export3 exports = Export3.decode(mount(version, MountProcedure.EXPORT, writer -> {}));
      assertThat(exports.exports().stream().map(each -> each.dir().toString()))
          .containsExactly("/data", "/other");
      Dump3 dump = Dump3.decode(mount(version, MountProcedure.DUMP, writer -> {}));
      assertThat(dump.mountlist()).hasSize(1);
    }
    mount(Mount3.VERSION, MountProcedure.UMNTALL, writer -> {});
    Dump3 dump = Dump3.decode(mount(Mount3.VERSION, MountProcedure.DUMP, writer -> {}));
    assertThat(dump.mountlist()).isEmpty();
  }

  @Test
  void smallProceduresAreAnswered() throws Exception {
    FileHandle3 root = root();
    FileHandle3 file = file(root, "f");
    nfs(Nfs3Procedure.NULL, writer -> {});
    assertThat(lookup(root, "f")).isEqualTo(NfsStat3.NFS3_OK);
    assertThat(lookup(root, "g")).isEqualTo(NfsStat3.NFS3ERR_NOENT);
    var attributes =
        Getattr3.Res.decode(nfs(Nfs3Procedure.GETATTR, new Getattr3.Args(file)::encode));
    assertThat(attributes.status()).isEqualTo(NfsStat3.NFS3_OK);
    var access = Access3.Res.decode(nfs(Nfs3Procedure.ACCESS, new Access3.Args(file, 1)::encode));
    assertThat(access.status()).isEqualTo(NfsStat3.NFS3_OK);
    var names =
        Readdir3.Res.decode(
            nfs(Nfs3Procedure.READDIR, new Readdir3.Args(root, 0, 0, 1 << 20)::encode));
    assertThat(names.status()).isEqualTo(NfsStat3.NFS3_OK);
    var info = Fsinfo3.Res.decode(nfs(Nfs3Procedure.FSINFO, new Fsinfo3.Args(root)::encode));
    assertThat(((Fsinfo3.Res.Ok) info).rtmax()).isBetween(32 << 10, LARGEST);
    assertThat(((Fsinfo3.Res.Ok) info).wtmax()).isBetween(32 << 10, LARGEST);
  }

  @Test
  void everyProcedureIsAnswered() throws Exception {
    FileHandle3 root = root();
    FileHandle3 file = file(root, "f");
    for (Nfs3Procedure procedure : Nfs3Procedure.values()) {
      nfs(procedure, NfsCalls.args(procedure, root, file));
    }
  }

  @Test
  void whatFitsADatagramIsReadAndWritten() throws Exception {
    FileHandle3 root = root();
    FileHandle3 file = file(root, "f");
    var info = Fsinfo3.Res.decode(nfs(Nfs3Procedure.FSINFO, new Fsinfo3.Args(root)::encode));
    int wtmax = ((Fsinfo3.Res.Ok) info).wtmax();
    int rtmax = ((Fsinfo3.Res.Ok) info).rtmax();
    for (int length : new int[] {0, 1, 1000, 8192, 32 << 10, wtmax}) {
      byte[] data = new byte[length];
      new Random(length).nextBytes(data);
      var write = new Write3.Args(file, 7, StableHow.FILE_SYNC, ByteBuffer.wrap(data));
      var written = (Write3.Res.Ok) Write3.Res.decode(nfs(Nfs3Procedure.WRITE, write::encode));
      assertThat(written.count()).isEqualTo(length);
      int wanted = Math.min(length, rtmax);
      var read = new Read3.Args(file, 7, wanted);
      var res = (Read3.Res.Ok) Read3.Res.decode(nfs(Nfs3Procedure.READ, read::encode), wanted);
      assertThat(res.data()).isEqualTo(ByteBuffer.wrap(data, 0, wanted));
    }
  }

  @Test
  void readOfMoreThanADatagramIsShort() throws Exception {
    FileHandle3 root = root();
    FileHandle3 file = file(root, "f");
    for (int i = 0; i < 6; i++) {
      var data = ByteBuffer.wrap(new byte[32 << 10]);
      var write = new Write3.Args(file, (long) i * (32 << 10), StableHow.UNSTABLE, data);
      nfs(Nfs3Procedure.WRITE, write::encode);
    }
    var read = new Read3.Args(file, 0, 1 << 20);
    var res = (Read3.Res.Ok) Read3.Res.decode(nfs(Nfs3Procedure.READ, read::encode), 1 << 20);
    assertThat(res.data().remaining()).isBetween(32 << 10, LARGEST);
    assertThat(res.eof()).isFalse();
  }

  @Test
  void callSentTwiceRunsOnceAndIsAnsweredTwice() throws Exception {
    FileHandle3 root = root();
    byte[] create = create(0x1001, root, "once");
    byte[] first = exchange(create);
    assertThat(Create3.Res.decode(results(first, 0x1001)).status()).isEqualTo(NfsStat3.NFS3_OK);
    assertThat(exchange(create)).isEqualTo(first);

    var gone = new Remove3.Args(in(root, "once"));
    byte[] remove = NfsCalls.call(0x1002, Nfs3Procedure.REMOVE, gone::encode);
    byte[] removed = exchange(remove);
    assertThat(Remove3.Res.decode(results(removed, 0x1002)).status()).isEqualTo(NfsStat3.NFS3_OK);
    assertThat(exchange(remove)).isEqualTo(removed);

    // With another xid it is another call, and from another port the same.
    byte[] later = NfsCalls.call(0x1003, Nfs3Procedure.REMOVE, gone::encode);
    assertThat(Remove3.Res.decode(results(exchange(later), 0x1003)).status())
        .isEqualTo(NfsStat3.NFS3ERR_NOENT);
    socket.close();
    socket = new DatagramSocket();
    socket.connect(server.address());
    socket.setSoTimeout(20_000);
    assertThat(exchange(remove)).isEqualTo(removed);
  }

  @Test
  void noiseAndEmptyDatagramsHarmNobody() throws Exception {
    Random random = new Random(3);
    send(new byte[0]);
    for (int i = 0; i < 300; i++) {
      byte[] noise = new byte[random.nextInt(2000)];
      random.nextBytes(noise);
      if (noise.length > 12 && random.nextBoolean()) {
        ByteBuffer.wrap(noise).putInt(4, 0).putInt(8, 2);
      }
      send(noise);
    }
    send(new byte[LARGEST]);
    int wanted = 0x7777;
    XdrReader found = null;
    while (found == null) {
      byte[] reply = exchange(NfsCalls.call(wanted, Nfs3Procedure.NULL, writer -> {}));
      // Replies to noise may still be on their way.
      found = ByteBuffer.wrap(reply).getInt() == wanted ? results(reply, wanted) : null;
    }
  }
}
