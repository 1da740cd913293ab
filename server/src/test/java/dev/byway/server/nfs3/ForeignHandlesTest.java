package dev.byway.server.nfs3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.byway.server.NfsCalls;
import dev.byway.server.NfsServer;
import dev.byway.server.TestClient;
import dev.byway.server.export.ClientMatch;
import dev.byway.server.export.ClientRule;
import dev.byway.server.export.Squash;
import dev.byway.vfs.memory.MemoryVfs;
import dev.byway.wire.nfs3.Create3;
import dev.byway.wire.nfs3.Createhow3;
import dev.byway.wire.nfs3.FileHandle3;
import dev.byway.wire.nfs3.Nfs3Procedure;
import dev.byway.wire.nfs3.NfsStat3;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Handles put together from the parts of good ones, of other lengths, and of exports that are not
/// for this client: no procedure takes them for another file.
class ForeignHandlesTest {
  private static final int EXPORT_AT = 2;
  private static final int MAC_AT = 6;
  private static final int NODE_AT = 22;

  private NfsServer server;
  private TestClient client;
  private TestClient stranger;
  private FileHandle3 a;
  private FileHandle3 b;
  private FileHandle3 file;

  @BeforeEach
  void start() throws Exception {
    ClientRule rule = ClientRule.DEFAULT.withSquash(Squash.NONE);
    server =
        NfsServer.builder()
            .export("/a", new MemoryVfs(), rule)
            .export("/b", new MemoryVfs(), rule.withMatch(ClientMatch.parse("127.0.0.1")))
            .start();
    client = new TestClient(server.address()).as(0, 0);
    stranger = new TestClient(server.address(), InetAddress.ofLiteral("127.0.0.2")).as(0, 0);
    a = client.root("/a");
    b = client.root("/b");
    var args = new Create3.Args(TestClient.in(b, "f"), new Createhow3.Guarded(NfsCalls.mode(0666)));
    var made = Create3.Res.decode(client.nfs(Nfs3Procedure.CREATE, args::encode));
    file = Objects.requireNonNull(((Create3.Res.Ok) made).obj());
  }

  @AfterEach
  void stop() throws Exception {
    client.close();
    stranger.close();
    server.close();
  }

  private static byte[] with(FileHandle3 whole, FileHandle3 other, int from, int to) {
    byte[] bytes = whole.bytes();
    System.arraycopy(other.bytes(), from, bytes, from, to - from);
    return bytes;
  }

  private List<byte[]> forged() {
    List<byte[]> forged = new ArrayList<>();
    forged.add(with(a, b, EXPORT_AT, MAC_AT));
    forged.add(with(b, a, EXPORT_AT, MAC_AT));
    forged.add(with(b, a, MAC_AT, NODE_AT));
    forged.add(with(file, a, 0, NODE_AT));
    forged.add(with(file, b, MAC_AT, NODE_AT));
    byte[] moved = a.bytes();
    forged.add(Arrays.copyOf(with(FileHandle3.of(moved), file, 0, MAC_AT), file.length()));
    for (int length : new int[] {0, 1, NODE_AT, 61, 62, 63, 64}) {
      if (length != file.length()) {
        forged.add(Arrays.copyOf(file.bytes(), length));
      }
    }
    return forged;
  }

  /// The status is the first word of all results.
  private static NfsStat3 status(TestClient who, Nfs3Procedure procedure, FileHandle3 handle)
      throws Exception {
    return NfsStat3.decode(who.nfs(procedure, NfsCalls.args(procedure, handle, handle)));
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NULL")
  void noProcedureTakesAForgedHandle(Nfs3Procedure procedure) throws Exception {
    for (byte[] handle : forged()) {
      assertThat(status(client, procedure, FileHandle3.of(handle)))
          .as("%s", Arrays.toString(handle))
          .isEqualTo(NfsStat3.NFS3ERR_BADHANDLE);
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NULL")
  void genuineHandleIsOfNoUseWhereTheExportIsNot(Nfs3Procedure procedure) throws Exception {
    assertThat(status(stranger, procedure, file)).isEqualTo(NfsStat3.NFS3ERR_ACCES);
    assertThat(status(stranger, procedure, b)).isEqualTo(NfsStat3.NFS3ERR_ACCES);
  }
}
