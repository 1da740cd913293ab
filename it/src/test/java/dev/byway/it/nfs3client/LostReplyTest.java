package dev.byway.it.nfs3client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.client.NfsMount;
import dev.byway.client.NfsUrl;
import dev.byway.server.NfsServer;
import dev.byway.server.export.ClientRule;
import dev.byway.server.export.Squash;
import dev.byway.vfs.Caller;
import dev.byway.vfs.CreateHow;
import dev.byway.vfs.Created;
import dev.byway.vfs.Name;
import dev.byway.vfs.SetAttributes;
import dev.byway.vfs.Vfs;
import dev.byway.vfs.local.LocalVfs;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A call was run, its reply is lost, and the client sends it again: to the same server, which
/// remembers, or to one started since, which cannot. Success is always true; that a name is not
/// there, or is there already, may then be the call's own doing (docs/restart.md).
@Timeout(60)
class LostReplyTest {
  private static final SetAttributes MODE = SetAttributes.ofMode(0644);

  private final Name name;
  private final Name other;

  @TempDir Path folder;
  private LossyRelay relay;
  private NfsServer server;
  private Vfs room;

  LostReplyTest() throws ErrnoException {
    name = Name.of("name");
    other = Name.of("other");
  }

  @BeforeEach
  void start() throws Exception {
    server = serve();
    relay = new LossyRelay(server.address());
    room = NfsMount.openWire(NfsUrl.parse("nfs://127.0.0.1:" + relay.port() + "/room"));
  }

  @AfterEach
  void stop() throws Exception {
    room.close();
    relay.close();
    server.close();
  }

  private NfsServer serve() throws IOException {
    Path export = Files.createDirectories(folder.resolve("export"));
    return NfsServer.builder()
        .listen(new InetSocketAddress("127.0.0.1", 0))
        .stateFolder(Files.createDirectories(folder.resolve("state")))
        .export(
            "/room",
            LocalVfs.open(
                export, LocalVfs.Options.DEFAULT.withStateDirectory(folder.resolve("handles"))),
            ClientRule.DEFAULT.withSquash(Squash.NONE))
        .localio(null)
        .start();
  }

  /// The next reply is lost with its connection.
  private void loseReply() {
    relay.loseNext(() -> server.address());
  }

  /// The next reply is lost with its connection and its server.
  private void loseReplyAndServer() {
    relay.loseNext(
        () -> {
          server.close();
          server = serve();
          return server.address();
        });
  }

  private void file(Name of) throws Exception {
    room.create(Caller.ROOT, room.root(), of, new CreateHow.Guarded(MODE), null);
  }

  private boolean exists(Name which) {
    return Files.exists(folder.resolve("export").resolve(which.toString()));
  }

  @Test
  void sameServerAnswersAsItDid() throws Exception {
    loseReply();
    file(name);
    loseReply();
    room.rename(Caller.ROOT, room.root(), name, room.root(), other);
    loseReply();
    room.unlink(Caller.ROOT, room.root(), other);
    loseReply();
    room.mkdir(Caller.ROOT, room.root(), name, MODE);
    loseReply();
    room.rmdir(Caller.ROOT, room.root(), name);
    assertThat(exists(name)).isFalse();
    assertThat(exists(other)).isFalse();
    assertThat(relay.lost()).isEqualTo(5);
  }

  @Test
  void exclusiveCreateIsKnownAgainAfterARestart() throws Exception {
    loseReplyAndServer();
    var how = new CreateHow.Exclusive(0x1234_5678_9abcL);
    Created made = room.create(Caller.ROOT, room.root(), name, how, null);
    assertThat(made.entry().attributes().isRegular()).isTrue();
    assertThat(relay.lost()).isEqualTo(1);
    assertThatExceptionOfType(ErrnoException.class)
        .isThrownBy(
            () ->
                room.create(Caller.ROOT, room.root(), name, new CreateHow.Exclusive(0x4321L), null))
        .matches(e -> e.errno() == Errno.EEXIST);
  }

  @Test
  void createOfAFileThatMayBeThereSucceedsAfterARestart() throws Exception {
    loseReplyAndServer();
    room.create(Caller.ROOT, room.root(), name, new CreateHow.Unchecked(MODE), null);
    assertThat(exists(name)).isTrue();
    assertThat(relay.lost()).isEqualTo(1);
  }

  @Test
  void afterARestartAnErrorMayBeTheCallsOwnDoing() throws Exception {
    loseReplyAndServer();
    fails(() -> room.mkdir(Caller.ROOT, room.root(), name, MODE), Errno.EEXIST);
    assertThat(exists(name)).isTrue();
    loseReplyAndServer();
    fails(() -> room.rename(Caller.ROOT, room.root(), name, room.root(), other), Errno.ENOENT);
    assertThat(exists(name)).isFalse();
    assertThat(exists(other)).isTrue();
    loseReplyAndServer();
    fails(() -> room.rmdir(Caller.ROOT, room.root(), other), Errno.ENOENT);
    assertThat(exists(other)).isFalse();
  }

  /// A call that may throw.
  @FunctionalInterface
  private interface Step {
    void run() throws Exception;
  }

  private static void fails(Step step, Errno errno) {
    assertThatExceptionOfType(ErrnoException.class)
        .isThrownBy(step::run)
        .matches(e -> e.errno() == errno);
  }
}
