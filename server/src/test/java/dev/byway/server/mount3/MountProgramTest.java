package dev.byway.server.mount3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.byway.server.NfsServer;
import dev.byway.server.TestClient;
import dev.byway.server.export.ClientMatch;
import dev.byway.server.export.ClientRule;
import dev.byway.vfs.Caller;
import dev.byway.vfs.Name;
import dev.byway.vfs.SetAttributes;
import dev.byway.vfs.Vfs;
import dev.byway.vfs.memory.MemoryVfs;
import dev.byway.wire.mount3.Dirpath;
import dev.byway.wire.mount3.Dump3;
import dev.byway.wire.mount3.Export3;
import dev.byway.wire.mount3.Mnt1;
import dev.byway.wire.mount3.Mnt3;
import dev.byway.wire.mount3.Mount3;
import dev.byway.wire.mount3.MountProcedure;
import dev.byway.wire.mount3.Mountstat3;
import dev.byway.wire.rpc.ReplyBody;
import dev.byway.wire.xdr.XdrString;
import dev.byway.wire.xdr.XdrWriter;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MountProgramTest {
  private static final Consumer<XdrWriter> VOID = writer -> {};

  private NfsServer server;
  private TestClient client;

  @BeforeEach
  void start() throws Exception {
    Vfs outer = new MemoryVfs();
    var sub =
        outer
            .mkdir(Caller.ROOT, outer.root(), Name.of("sub"), SetAttributes.ofMode(0700))
            .entry()
            .node();
    outer.mkdir(Caller.ROOT, sub, Name.of("deep"), SetAttributes.ofMode(0700));
    outer.symlink(Caller.ROOT, outer.root(), Name.of("link"), new byte[] {'/'}, SetAttributes.NONE);
    server =
        NfsServer.builder()
            .export("/data", outer)
            .export("/data/sub/inner", new MemoryVfs())
            .export("/database", new MemoryVfs())
            .export(
                "/secret",
                new MemoryVfs(),
                ClientRule.DEFAULT.withMatch(ClientMatch.parse("10.9.8.7")))
            .export("/low", new MemoryVfs(), ClientRule.DEFAULT.withSecurePorts(true))
            .start();
    client = new TestClient(server.address());
  }

  @AfterEach
  void stop() throws Exception {
    client.close();
    server.close();
  }

  private Mountstat3 statusOf(String path) throws Exception {
    return client.mount(path).status();
  }

  @Test
  void exportsAndDirectoriesInThemAreMounted() throws Exception {
    assertThat(statusOf("/data")).isEqualTo(Mountstat3.MNT3_OK);
    assertThat(statusOf("/data/sub/deep")).isEqualTo(Mountstat3.MNT3_OK);
    assertThat(client.root("//data/./sub/")).isEqualTo(client.root("/data/sub"));
  }

  @Test
  void theInnermostExportHolds() throws Exception {
    assertThat(client.root("/data/sub/inner")).isNotEqualTo(client.root("/data/sub"));
    assertThat(statusOf("/database")).isEqualTo(Mountstat3.MNT3_OK);
  }

  @Test
  void whatIsNotExportedIsRefused() throws Exception {
    assertThat(statusOf("/")).isEqualTo(Mountstat3.MNT3ERR_NOENT);
    assertThat(statusOf("/dat")).isEqualTo(Mountstat3.MNT3ERR_NOENT);
    assertThat(statusOf("/data/none")).isEqualTo(Mountstat3.MNT3ERR_NOENT);
    assertThat(statusOf("/data/link")).isEqualTo(Mountstat3.MNT3ERR_NOTDIR);
    assertThat(statusOf("/data/../data")).isEqualTo(Mountstat3.MNT3ERR_INVAL);
    assertThat(statusOf("data")).isEqualTo(Mountstat3.MNT3ERR_INVAL);
    assertThat(statusOf("/data/a\0b")).isEqualTo(Mountstat3.MNT3ERR_INVAL);
    assertThat(statusOf("/secret")).isEqualTo(Mountstat3.MNT3ERR_ACCES);
    assertThat(statusOf("/low")).isEqualTo(Mountstat3.MNT3ERR_ACCES);
  }

  @Test
  void bothFlavorsAreOffered() throws Exception {
    assertThat(((Mnt3.Ok) client.mount("/data")).authFlavors()).containsExactly(1, 0);
  }

  @Test
  void exportListsWhatThisClientMayMount() throws Exception {
    for (int version : new int[] {Mount3.VERSION_1, Mount3.VERSION}) {
      Export3 exports =
          Export3.decode(
              client.call(Mount3.PROGRAM, version, MountProcedure.EXPORT.number(), VOID).results());

      assertThat(exports.exports().stream().map(each -> each.dir().toString()))
          .containsExactly("/data", "/data/sub/inner", "/database", "/low");
      assertThat(exports.exports().getFirst().groups()).isEmpty();
    }
  }

  @Test
  void dumpListsMountsUntilTheyAreUndone() throws Exception {
    client.root("/data");
    client.root("/database");

    assertThat(dump()).containsExactly("127.0.0.1:/data", "127.0.0.1:/database");
    undo(MountProcedure.UMNT, new Dirpath(XdrString.of("/data"))::encode);
    assertThat(dump()).containsExactly("127.0.0.1:/database");
    undo(MountProcedure.UMNTALL, VOID);
    assertThat(dump()).isEmpty();
  }

  private void undo(MountProcedure procedure, Consumer<XdrWriter> args) throws Exception {
    client.call(Mount3.PROGRAM, Mount3.VERSION, procedure.number(), args);
  }

  private List<String> dump() throws Exception {
    return Dump3.decode(
            client
                .call(Mount3.PROGRAM, Mount3.VERSION, MountProcedure.DUMP.number(), VOID)
                .results())
        .mountlist()
        .stream()
        .map(each -> each.hostname() + ":" + each.directory())
        .toList();
  }

  @Test
  void theMountListIsBounded() {
    MountList list = new MountList();
    for (int i = 0; i < MountList.BOUND + 10; i++) {
      list.add(new MountList.Mount("host", "/" + i));
    }

    assertThat(list.all()).hasSize(MountList.BOUND);
    assertThat(list.all().getFirst().path()).isEqualTo("/10");
  }

  @Test
  void versionOneMountsNothingAndVersionTwoIsNotThere() throws Exception {
    Mnt1 refused =
        Mnt1.decode(
            client
                .call(
                    Mount3.PROGRAM,
                    Mount3.VERSION_1,
                    MountProcedure.MNT.number(),
                    new Dirpath(XdrString.of("/data"))::encode)
                .results());

    assertThat(refused).isEqualTo(new Mnt1.Fail(13));
    assertThat(client.call(Mount3.PROGRAM, 2, 0, VOID).body())
        .isInstanceOf(ReplyBody.ProgMismatch.class);
  }

  @Test
  void pathsThatAreNoneAreGarbage() throws Exception {
    assertThat(
            client
                .call(
                    Mount3.PROGRAM,
                    Mount3.VERSION,
                    MountProcedure.MNT.number(),
                    writer -> writer.opaque(new byte[1025]))
                .body())
        .isInstanceOf(ReplyBody.GarbageArgs.class);
  }
}
