package dev.byway.server.nfs3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.byway.server.NfsServer;
import dev.byway.server.TestClient;
import dev.byway.server.export.ClientRule;
import dev.byway.server.export.ExportSpec;
import dev.byway.server.export.Squash;
import dev.byway.vfs.Vfs;
import dev.byway.vfs.memory.MemoryVfs;
import dev.byway.wire.nfs3.Create3;
import dev.byway.wire.nfs3.Createhow3;
import dev.byway.wire.nfs3.FileHandle3;
import dev.byway.wire.nfs3.Getattr3;
import dev.byway.wire.nfs3.Mkdir3;
import dev.byway.wire.nfs3.Nfs3;
import dev.byway.wire.nfs3.Nfs3Procedure;
import dev.byway.wire.nfs3.NfsStat3;
import dev.byway.wire.nfs3.Read3;
import dev.byway.wire.nfs3.StableHow;
import dev.byway.wire.nfs3.Write3;
import dev.byway.wire.rpc.ReplyBody;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Handles, forged, kept and withdrawn; and arguments that are none.
class HandlesTest {
  @TempDir Path state;

  private static NfsStat3 getattr(TestClient client, FileHandle3 handle) throws Exception {
    return Getattr3.Res.decode(client.nfs(Nfs3Procedure.GETATTR, new Getattr3.Args(handle)::encode))
        .status();
  }

  @Test
  void everyBitOfAHandleIsAuthenticated() throws Exception {
    try (Fixture nfs = new Fixture()) {
      byte[] genuine = nfs.file("f").bytes();
      for (int bit = 0; bit < genuine.length * 8; bit++) {
        byte[] forged = genuine.clone();
        forged[bit / 8] ^= (byte) (1 << bit % 8);

        assertThat(getattr(nfs.client, FileHandle3.of(forged)))
            .as("bit %d", bit)
            .isEqualTo(NfsStat3.NFS3ERR_BADHANDLE);
      }
      for (int length = 0; length < genuine.length; length++) {
        assertThat(getattr(nfs.client, FileHandle3.of(Arrays.copyOf(genuine, length))))
            .isEqualTo(NfsStat3.NFS3ERR_BADHANDLE);
      }
    }
  }

  @Test
  void anotherServersHandleIsNoHandle() throws Exception {
    try (Fixture nfs = new Fixture();
        Fixture other = new Fixture()) {
      assertThat(getattr(nfs.client, other.root)).isEqualTo(NfsStat3.NFS3ERR_BADHANDLE);
    }
  }

  @Test
  void handlesOutliveTheServer() throws Exception {
    Vfs room = Fixture.kept(new MemoryVfs());
    FileHandle3 root;
    try (NfsServer first = NfsServer.builder().stateFolder(state).export("/a", room).start();
        TestClient client = new TestClient(first.address())) {
      root = client.root("/a");
    }
    try (NfsServer second =
            NfsServer.builder()
                .stateFolder(state)
                .export("/b", new MemoryVfs())
                .export("/a", room)
                .start();
        TestClient client = new TestClient(second.address())) {
      assertThat(getattr(client, root)).isEqualTo(NfsStat3.NFS3_OK);
      assertThat(client.root("/a")).isEqualTo(root);
    }
  }

  private NfsServer reloadable() throws Exception {
    return NfsServer.builder()
        .stateFolder(state)
        .rooms((room, folder) -> new MemoryVfs())
        .export(open("/a"))
        .export(open("/b"))
        .start();
  }

  private static ExportSpec open(String name) {
    return ExportSpec.of(name, "memory:" + name)
        .withClients(ClientRule.DEFAULT.withSquash(Squash.NONE));
  }

  @Test
  void reloadWithdrawsWhatIsGoneAndKeepsWhatStays() throws Exception {
    try (NfsServer server = reloadable();
        TestClient client = new TestClient(server.address()).as(0, 0)) {
      FileHandle3 a = client.root("/a");
      FileHandle3 b = client.root("/b");

      server.reload(
          List.of(
              open("/a")
                  .withClients(ClientRule.DEFAULT.withSquash(Squash.NONE).withReadOnly(true))));

      assertThat(getattr(client, a)).isEqualTo(NfsStat3.NFS3_OK);
      assertThat(getattr(client, b)).isEqualTo(NfsStat3.NFS3ERR_STALE);
      assertThat(
              Mkdir3.Res.decode(
                      client.nfs(
                          Nfs3Procedure.MKDIR,
                          new Mkdir3.Args(TestClient.in(a, "d"), Fixture.mode(0755))::encode))
                  .status())
          .isEqualTo(NfsStat3.NFS3ERR_ROFS);
    }
  }

  @Test
  void handlesOfTheRoomBeforeMeanNothingInTheNext() throws Exception {
    try (NfsServer server = reloadable();
        TestClient client = new TestClient(server.address()).as(0, 0)) {
      FileHandle3 before = client.root("/a");

      server.reload(List.of(ExportSpec.of("/a", "memory:another")));

      assertThat(getattr(client, before)).isEqualTo(NfsStat3.NFS3ERR_STALE);
      assertThat(getattr(client, client.root("/a"))).isEqualTo(NfsStat3.NFS3_OK);
    }
  }

  @Test
  void aReloadThatFailsChangesNothing() throws Exception {
    try (NfsServer server =
            NfsServer.builder()
                .rooms(
                    (room, folder) -> {
                      if (room.endsWith("/bad")) {
                        throw new IOException("bad");
                      }
                      return new MemoryVfs();
                    })
                .export(open("/a"))
                .start();
        TestClient client = new TestClient(server.address())) {
      FileHandle3 a = client.root("/a");

      assertThat(
              Assertions.catchThrowable(() -> server.reload(List.of(open("/new"), open("/bad")))))
          .hasMessage("bad");

      assertThat(getattr(client, a)).isEqualTo(NfsStat3.NFS3_OK);
      assertThat(server.status().exports()).hasSize(1);
    }
  }

  @Test
  void reloadUnderLoadDisturbsNobody() throws Exception {
    try (NfsServer server = reloadable();
        ExecutorService threads = Executors.newCachedThreadPool()) {
      AtomicBoolean done = new AtomicBoolean();
      List<Future<Integer>> results = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        results.add(threads.submit(loadOnA(server, "f" + i, done)));
      }
      for (int i = 0; i < 50; i++) {
        boolean readOnlyForOthers = i % 2 == 0;
        ExportSpec b = open("/b").withSync(readOnlyForOthers);
        server.reload(i % 3 == 0 ? List.of(open("/a")) : List.of(open("/a").withSync(false), b));
      }
      done.set(true);
      for (Future<Integer> each : results) {
        assertThat(each.get()).isPositive();
      }
    }
  }

  private static Callable<Integer> loadOnA(NfsServer server, String name, AtomicBoolean done) {
    return () -> {
      int calls = 0;
      try (TestClient client = new TestClient(server.address()).as(0, 0)) {
        FileHandle3 root = client.root("/a");
        var created =
            (Create3.Res.Ok)
                Create3.Res.decode(
                    client.nfs(
                        Nfs3Procedure.CREATE,
                        new Create3.Args(
                                TestClient.in(root, name),
                                new Createhow3.Guarded(Fixture.mode(0644)))
                            ::encode));
        FileHandle3 file = Objects.requireNonNull(created.obj());
        while (!done.get() || calls == 0) {
          var data = ByteBuffer.wrap(new byte[] {(byte) calls});
          var args = new Write3.Args(file, calls, StableHow.UNSTABLE, data);
          var written = Write3.Res.decode(client.nfs(Nfs3Procedure.WRITE, args::encode));
          assertThat(written.status()).isEqualTo(NfsStat3.NFS3_OK);
          var read =
              Read3.Res.decode(
                  client.nfs(Nfs3Procedure.READ, new Read3.Args(file, calls, 8)::encode), 8);
          assertThat(((Read3.Res.Ok) read).data().get(0)).isEqualTo((byte) calls);
          calls++;
        }
      }
      return calls;
    };
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NULL")
  void argumentsThatAreNoneAreGarbage(Nfs3Procedure procedure) throws Exception {
    try (Fixture nfs = new Fixture()) {
      ReplyBody none =
          nfs.client.call(Nfs3.PROGRAM, Nfs3.VERSION, procedure.number(), w -> {}).body();
      ReplyBody longHandle =
          nfs.client
              .call(Nfs3.PROGRAM, Nfs3.VERSION, procedure.number(), w -> w.opaque(new byte[65]))
              .body();
      ReplyBody negative =
          nfs.client.call(Nfs3.PROGRAM, Nfs3.VERSION, procedure.number(), w -> w.int32(-1)).body();

      assertThat(List.of(none, longHandle, negative))
          .allSatisfy(body -> assertThat(body).isInstanceOf(ReplyBody.GarbageArgs.class));
      assertThat(getattr(nfs.client, nfs.root)).isEqualTo(NfsStat3.NFS3_OK);
    }
  }
}
