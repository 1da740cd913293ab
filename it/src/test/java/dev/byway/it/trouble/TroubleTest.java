package dev.byway.it.trouble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.client.NfsMount;
import dev.byway.client.NfsUrl;
import dev.byway.it.localio.Await;
import dev.byway.it.localio.Child;
import dev.byway.it.localio.ChildServer;
import dev.byway.it.localio.Storm;
import dev.byway.server.NfsServer;
import dev.byway.vfs.Caller;
import dev.byway.vfs.Name;
import dev.byway.vfs.Node;
import dev.byway.vfs.OpenFile;
import dev.byway.vfs.OpenHow;
import dev.byway.vfs.Stability;
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
import java.util.concurrent.atomic.AtomicReference;
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
    new Random(1).nextBytes(bytes);
    Files.write(server.served(FILE), bytes);
  }

  /// What is on the disk, and what the client reads, is what was written.
  private void assertWhole(OpenFile file) throws IOException {
    assertThat(all(file)).isEqualTo(bytes);
    file.commit(CALLER, 0, 0);
    assertThat(Files.readAllBytes(server.served(FILE))).isEqualTo(bytes);
  }

  private void write(OpenFile file, int offset, int length) throws ErrnoException {
    byte[] fresh = new byte[length];
    new Random(offset).nextBytes(fresh);
    System.arraycopy(fresh, 0, bytes, offset, length);
    file.write(CALLER, ByteBuffer.wrap(fresh), offset, Stability.UNSTABLE);
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
      write(file, 12_345, 67_890);
      assertWhole(file);
    }
  }

  @Test
  void softMountLosesNothingThatWasConfirmedAndTellsWhatItLost() throws Exception {
    byte[] lost = new byte[100_000];
    new Random(7).nextBytes(lost);
    try (Vfs room = mount("soft&timeo=1&retrans=1");
        OpenFile file = open(room)) {
      write(file, 0, 50_000);
      file.commit(CALLER, 0, 0);
      server.relay.hold();
      file.write(CALLER, ByteBuffer.wrap(lost), 200_000, Stability.UNSTABLE);
      assertThat(failure(() -> file.commit(CALLER, 0, 0))).isEqualTo(Errno.EIO);
      server.relay.release();
      write(file, 500_000, 50_000);
      file.commit(CALLER, 0, 0);
      byte[] after = Files.readAllBytes(server.served(FILE));
      assertThat(all(file)).isEqualTo(after);
      for (int i = 200_000; i < 300_000; i++) {
        // What the server had got when the client gave up, it has: the one or the other.
        bytes[i] = after[i] == lost[i - 200_000] ? after[i] : bytes[i];
      }
      assertThat(after).isEqualTo(bytes);
    }
  }

  @Test
  void hardMountTriesAgainUntilTheServerAnswers() throws Exception {
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

  /// Each process has a write verifier of its own: what the killed one had not committed is sent
  /// again.
  @Test
  void killedServerLosesNothing() throws Exception {
    AtomicReference<Child> process = new AtomicReference<>(startProcess());
    try {
      stormWhile(
          server.url("nconnect=2").withPath("/x"),
          () -> {
            process.get().kill();
            process.set(startProcess());
            server.relay.cut();
          });
    } finally {
      process.get().close();
    }
  }

  /// A server of the same folder in a process of its own, at the other end of the line.
  private Child startProcess() throws IOException {
    List<String> args =
        List.of(
            "127.0.0.1",
            "0",
            "off",
            Files.createDirectories(folder.resolve("process")).toString(),
            server.served("").toString(),
            "rw",
            "none",
            "off");
    Child child = Child.start(List.of(), ChildServer.class, args);
    int port = Integer.parseInt(child.line().substring("ready ".length()));
    server.relay.moveTo(new InetSocketAddress("127.0.0.1", port));
    return child;
  }

  @FunctionalInterface
  private interface Trouble {
    void make() throws Exception;
  }

  private void stormWhile(String options, Trouble trouble) throws Exception {
    stormWhile(server.url(options), trouble);
  }

  private void stormWhile(NfsUrl url, Trouble trouble) throws Exception {
    Files.write(server.served(FILE), new byte[Storm.SIZE]);
    try (Vfs room = NfsMount.open(url);
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
      write(file, 4_000, 300_000);
      assertWhole(file);
    }
  }

  @Test
  void interruptedCommitLosesNothing() throws Exception {
    try (Vfs room = mount("hard");
        OpenFile file = open(room)) {
      server.relay.hold();
      write(file, 1_000, 300_000);
      CompletableFuture<Errno> ended = new CompletableFuture<>();
      Call commit = () -> file.commit(CALLER, 0, 0);
      Thread committer = Thread.ofPlatform().start(() -> ended.complete(failure(commit)));
      awaitWaiting(committer);
      committer.interrupt();
      assertThat(ended.get(30, TimeUnit.SECONDS)).isEqualTo(Errno.EINTR);
      server.relay.release();
      assertWhole(file);
    }
  }

  @Test
  void closingAFileLetsThoseWhoReadItFinish() throws Exception {
    try (Vfs room = mount("hard");
        OpenFile file = open(room)) {
      server.relay.hold();
      CompletableFuture<byte[]> reading = new CompletableFuture<>();
      ByteBuffer dst = ByteBuffer.allocate(Storm.SIZE);
      Call read = () -> file.read(CALLER, dst, 0);
      Thread reader =
          Thread.ofPlatform()
              .start(
                  () -> {
                    assertThat(catchThrowable(read::make)).isNull();
                    reading.complete(dst.array());
                  });
      awaitWaiting(reader);
      file.close();
      assertThat(failure(read(file))).isEqualTo(Errno.EBADF);
      server.relay.release();
      assertThat(reading.get(30, TimeUnit.SECONDS)).isEqualTo(bytes);
      try (OpenFile again = open(room)) {
        assertWhole(again);
      }
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
    assertThat(Files.readAllBytes(server.served(FILE))).isEqualTo(bytes);
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
    bytes[0] = 2;
    assertThat(Files.readAllBytes(server.served(FILE))).isEqualTo(bytes);
  }
}
