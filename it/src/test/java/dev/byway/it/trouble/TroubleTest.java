package dev.byway.it.trouble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.client.NfsMount;
import dev.byway.it.localio.Await;
import dev.byway.it.localio.Child;
import dev.byway.it.localio.Storm;
import dev.byway.server.NfsServer;
import dev.byway.vfs.Caller;
import dev.byway.vfs.Name;
import dev.byway.vfs.Node;
import dev.byway.vfs.OpenFile;
import dev.byway.vfs.OpenHow;
import dev.byway.vfs.Vfs;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A client over the wire whose server is slow, gone, elsewhere or cut off.
@Timeout(60)
class TroubleTest {
  private static final Caller CALLER = Caller.ROOT;
  private static final String FILE = "file";

  @TempDir Path folder;
  private Distant server;
  private byte[] bytes;

  @BeforeEach
  void serve() throws IOException {
    server = new Distant(folder);
    bytes = new byte[Storm.SIZE];
    Files.write(server.served(FILE), bytes);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Vfs mount(String options) throws IOException {
    return NfsMount.open(server.url(options));
  }

  private static OpenFile open(Vfs room) throws ErrnoException {
    return room.open(CALLER, node(room), OpenHow.READ_WRITE);
  }

  private static Node node(Vfs room) throws ErrnoException {
    return room.lookup(CALLER, room.root(), Name.of(FILE)).node();
  }

  private static Errno failure(Call call) {
    ErrnoException failed = catchThrowableOfType(ErrnoException.class, call::make);
    assertThat(failed).as("it did not fail").isNotNull();
    return failed.errno();
  }

  @FunctionalInterface
  private interface Call {
    void make() throws ErrnoException;
  }

  @Test
  void softMountFailsWithAnIoErrorAndWorksAgainAfterwards() throws Exception {
    failsWhileHeld("soft&timeo=1&retrans=1", Errno.EIO);
  }

  @Test
  void softerrMountSaysThatTimeIsOver() throws Exception {
    failsWhileHeld("softerr&timeo=1&retrans=1", Errno.ETIMEDOUT);
  }

  private void failsWhileHeld(String options, Errno errno) throws IOException {
    try (Vfs room = mount(options);
        OpenFile file = open(room)) {
      server.relay.hold();
      assertThat(failure(() -> file.read(CALLER, ByteBuffer.allocate(10), 0))).isEqualTo(errno);
      server.relay.release();
      assertThat(file.read(CALLER, ByteBuffer.allocate(10), 0)).isEqualTo(10);
    }
  }

  @Test
  void hardMountTriesAgainUntilTheServerAnswers() throws Exception {
    new Random(1).nextBytes(bytes);
    Files.write(server.served(FILE), bytes);
    try (Vfs room = mount("hard&timeo=1&retrans=1");
        OpenFile file = open(room)) {
      server.relay.hold();
      int before = server.relay.accepted();
      CompletableFuture<byte[]> reading = CompletableFuture.supplyAsync(() -> all(file));
      Await.until(() -> server.relay.accepted() >= before + 3);
      assertThat(reading).isNotDone();
      server.relay.release();
      assertThat(reading.get(30, TimeUnit.SECONDS)).isEqualTo(bytes);
    }
  }

  private static byte[] all(OpenFile file) {
    try {
      ByteBuffer buffer = ByteBuffer.allocate(Storm.SIZE + 1);
      while (file.read(CALLER, buffer, buffer.position()) > 0) {
        // until the end
      }
      return Arrays.copyOf(buffer.array(), buffer.position());
    } catch (ErrnoException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void oneLostConnectionOfSeveralLosesNothing() throws Exception {
    stormWhile("nconnect=3", () -> server.relay.cutOne());
  }

  @Test
  void allConnectionsLostLoseNothing() throws Exception {
    stormWhile("nconnect=2", () -> server.relay.cut());
  }

  @Test
  void restartedServerElsewhereLosesNothing() throws Exception {
    stormWhile(
        "nconnect=2",
        () -> {
          server.restart();
          server.relay.cut();
        });
  }

  @FunctionalInterface
  private interface Trouble {
    void make() throws IOException;
  }

  private void stormWhile(String options, Trouble trouble) throws Exception {
    try (Vfs room = mount(options);
        OpenFile file = open(room)) {
      Storm storm = new Storm(file);
      try {
        for (int i = 0; i < 4; i++) {
          storm.awaitProgress();
          int before = server.relay.accepted();
          trouble.make();
          Await.until(() -> server.relay.accepted() > before);
        }
        storm.awaitProgress();
        storm.finish(server.served(FILE));
      } finally {
        storm.stop();
      }
    }
  }

  @Test
  void replacedFileIsStaleAndItsSuccessorIsFound() throws Exception {
    try (Vfs room = mount("");
        OpenFile file = open(room)) {
      Node before = node(room);
      Files.delete(server.served(FILE));
      Files.writeString(server.served(FILE), "another");
      assertThat(failure(() -> file.read(CALLER, ByteBuffer.allocate(10), 0)))
          .isEqualTo(Errno.ESTALE);
      assertThat(failure(() -> room.getattr(CALLER, before))).isEqualTo(Errno.ESTALE);
      try (OpenFile successor = open(room)) {
        assertThat(new String(all(successor))).isEqualTo("another");
      }
    }
  }

  @Test
  void interruptedThreadGivesUpWaiting() throws Exception {
    try (Vfs room = mount("hard");
        OpenFile file = open(room)) {
      server.relay.hold();
      CompletableFuture<Errno> ended = new CompletableFuture<>();
      Thread reader = Thread.ofPlatform().start(() -> ended.complete(failure(read(file))));
      awaitWaiting(reader);
      reader.interrupt();
      assertThat(ended.get(30, TimeUnit.SECONDS)).isEqualTo(Errno.EINTR);
      server.relay.release();
      assertThat(file.read(CALLER, ByteBuffer.allocate(10), 0)).isEqualTo(10);
    }
  }

  @Test
  void closingTheMountEndsThoseWhoWait() throws Exception {
    CompletableFuture<Errno> ended = new CompletableFuture<>();
    try (Vfs room = mount("hard");
        OpenFile file = open(room)) {
      server.relay.hold();
      Thread reader = Thread.ofPlatform().start(() -> ended.complete(failure(read(file))));
      awaitWaiting(reader);
      room.close();
      assertThat(ended.get(30, TimeUnit.SECONDS)).isIn(Errno.ENOTCONN, Errno.EBADF);
    }
  }

  private static Call read(OpenFile file) {
    return () -> file.read(CALLER, ByteBuffer.allocate(10), 0);
  }

  /// In the call, and asleep or in the system call that waits.
  private static void awaitWaiting(Thread thread) throws Exception {
    Await.until(
        () ->
            List.of(thread.getStackTrace()).stream()
                .anyMatch(frame -> frame.getClassName().startsWith("dev.byway.client.rpc.")));
  }

  @Test
  void serverWhoseNameMovesIsFollowed() throws Exception {
    Path hosts = folder.resolve("hosts");
    Files.writeString(hosts, "127.0.0.1 moving.test\n");
    NfsServer first = Distant.serve(folder, new InetSocketAddress("127.0.0.1", 0));
    int port = first.address().getPort();
    List<String> prefix =
        List.of(
            "env", "JAVA_TOOL_OPTIONS=-Djdk.net.hosts.file=" + hosts + " -Dsun.net.inetaddr.ttl=0");
    String url = "nfs://moving.test:" + port + "/room?localio=off&timeo=5";
    try (Child child =
        Child.start(prefix, Child.classPath(), MovingClient.class, List.of(url, FILE))) {
      assertThat(child.say("1")).isEqualTo("1");
      Files.writeString(hosts, "127.0.0.2 moving.test\n");
      first.close();
      try (NfsServer second = Distant.serve(folder, new InetSocketAddress("127.0.0.2", port))) {
        assertThat(child.say("2")).isEqualTo("2");
        assertThat(second.addresses()).isNotEmpty();
      }
    } finally {
      first.close();
    }
    assertThat(Files.readAllBytes(server.served(FILE))).startsWith(2);
  }
}
