package dev.byway.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.byway.net.EventLoops;
import dev.byway.net.Limits;
import dev.byway.server.export.ClientRule;
import dev.byway.server.export.Squash;
import dev.byway.server.rpc.RpcOptions;
import dev.byway.vfs.memory.MemoryVfs;
import dev.byway.wire.nfs3.Create3;
import dev.byway.wire.nfs3.Createhow3;
import dev.byway.wire.nfs3.FileHandle3;
import dev.byway.wire.nfs3.Getattr3;
import dev.byway.wire.nfs3.Nfs3Procedure;
import dev.byway.wire.nfs3.NfsStat3;
import dev.byway.wire.nfs3.Read3;
import dev.byway.wire.nfs3.Sattr3;
import dev.byway.wire.nfs3.SetTime3;
import dev.byway.wire.nfs3.Setattr3;
import dev.byway.wire.nfs3.StableHow;
import dev.byway.wire.nfs3.Write3;
import dev.byway.wire.rpc.ReplyHeader;
import dev.byway.wire.xdr.XdrReader;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;

/// Peers that together want far more memory than the server may take for them. It stays within
/// twice its bound, another client is served all the while, who goes on is answered,
/// and who does not is closed.
@Timeout(120)
class MemoryPressureTest {
  /// Tests whose server gives up peers that hang, soon.
  private static final String IMPATIENT = "impatient";

  private static final int MIB = 1 << 20;
  private static final long BOUND = 16 * MIB;

  /// What comes on top: segments at hand in each loop and worker, and what was given out between
  /// two looks at the sum.
  private static final long SLACK = 12 * MIB;

  private static final int PEERS = 64;

  private final List<Socket> peers = new ArrayList<>();
  private final NfsServer server;
  private final TestClient good;
  private final FileHandle3 file;
  private long most;

  MemoryPressureTest(TestInfo test) throws Exception {
    Duration patience = Duration.ofSeconds(test.getTags().contains(IMPATIENT) ? 2 : 60);
    Limits limits = Limits.DEFAULT.withMaxMemory(BOUND).withTimeouts(patience, patience);
    server =
        NfsServer.builder()
            .options(RpcOptions.DEFAULT.withLoops(2).withLimits(limits))
            .export("/data", new MemoryVfs(), ClientRule.DEFAULT.withSquash(Squash.NONE))
            .start();
    good = new TestClient(server.address()).as(0, 0);
    FileHandle3 root = good.root("/data");
    var args =
        new Create3.Args(TestClient.in(root, "f"), new Createhow3.Guarded(NfsCalls.mode(0644)));
    var created = (Create3.Res.Ok) Create3.Res.decode(good.nfs(Nfs3Procedure.CREATE, args::encode));
    file = Objects.requireNonNull(created.obj());
  }

  @AfterEach
  void stop() throws Exception {
    for (Socket each : peers) {
      each.close();
    }
    good.close();
    server.close();
  }

  private Socket peer() throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(64 << 10);
    socket.connect(server.address());
    socket.setSoTimeout(60_000);
    peers.add(socket);
    return socket;
  }

  /// One call of the good client, and a look at the memory.
  private void goodClientIsServed() throws Exception {
    var res = Getattr3.Res.decode(good.nfs(Nfs3Procedure.GETATTR, new Getattr3.Args(file)::encode));
    assertThat(res.status()).isEqualTo(NfsStat3.NFS3_OK);
    most = Math.max(most, EventLoops.bytesInUse());
  }

  private byte[] write(int index) {
    byte[] data = new byte[MIB];
    Arrays.fill(data, (byte) (index + 1));
    var args = new Write3.Args(file, (long) index * MIB, StableHow.UNSTABLE, ByteBuffer.wrap(data));
    return NfsCalls.marked(NfsCalls.call(index, Nfs3Procedure.WRITE, args::encode));
  }

  @Test
  void halfSentWritesStayWithinTheBoundAndAreAllFinished() throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(PEERS)) {
      int half = MIB * 3 / 4;
      List<Future<?>> sent = new ArrayList<>();
      for (int i = 0; i < PEERS; i++) {
        Socket socket = peer();
        byte[] wire = write(i);
        sent.add(submit(threads, () -> socket.getOutputStream().write(wire, 0, half)));
      }
      // They come in until memory is short; the rest waits in the sockets.
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
      while (EventLoops.bytesInUse() < BOUND && System.nanoTime() < deadline) {
        goodClientIsServed();
      }
      for (int i = 0; i < 2_000; i++) {
        goodClientIsServed();
      }
      assertThat(most).isBetween(BOUND, BOUND + SLACK);
      List<Future<?>> done = new ArrayList<>();
      for (int i = 0; i < PEERS; i++) {
        int index = i;
        sent.get(i).get();
        done.add(
            submit(
                threads,
                () -> {
                  byte[] wire = write(index);
                  Socket socket = peers.get(index);
                  socket.getOutputStream().write(wire, half, wire.length - half);
                  assertThat(Write3.Res.decode(answer(socket, index)).status())
                      .isEqualTo(NfsStat3.NFS3_OK);
                }));
      }
      while (!done.stream().allMatch(Future::isDone)) {
        goodClientIsServed();
      }
      for (Future<?> each : done) {
        each.get();
      }
    }
    assertThat(most).isLessThan(2 * BOUND);
    for (int i = 0; i < PEERS; i++) {
      var args = new Read3.Args(file, (long) i * MIB + MIB - 8, 8);
      var read = Read3.Res.decode(good.nfs(Nfs3Procedure.READ, args::encode), 8);
      assertThat(((Read3.Res.Ok) read).data().get(0)).isEqualTo((byte) (i + 1));
    }
  }

  @Test
  @Tag(IMPATIENT)
  void halfSentWritesThatAreNeverFinishedAreGivenUp() throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(PEERS)) {
      List<Future<?>> sent = new ArrayList<>();
      for (int i = 0; i < PEERS; i++) {
        Socket socket = peer();
        byte[] wire = write(i);
        sent.add(submit(threads, () -> socket.getOutputStream().write(wire, 0, MIB / 2)));
      }
      whileConnected(1);
      for (Future<?> each : sent) {
        each.get();
      }
    }
    assertThat(most).isLessThan(BOUND + SLACK);
    assertThat(EventLoops.bytesInUse()).isLessThan(BOUND);
  }

  @Test
  @Tag(IMPATIENT)
  void peersThatNeverReadTheirRepliesStayWithinTheBoundAndAreGivenUp() throws Exception {
    var size = new Setattr3.Args(file, withSize(MIB), null);
    good.nfs(Nfs3Procedure.SETATTR, size::encode);
    ByteArrayOutputStream calls = new ByteArrayOutputStream();
    for (int i = 0; i < 40; i++) {
      var args = new Read3.Args(file, 0, MIB);
      calls.write(NfsCalls.marked(NfsCalls.call(i, Nfs3Procedure.READ, args::encode)));
    }
    for (int i = 0; i < PEERS; i++) {
      peer().getOutputStream().write(calls.toByteArray());
      goodClientIsServed();
    }
    whileConnected(1);
    assertThat(most).isBetween(BOUND, 2 * BOUND + SLACK);
    assertThat(EventLoops.bytesInUse()).isLessThan(BOUND);
  }

  @Test
  void peersThatReadTheirRepliesLateGetThemAll() throws Exception {
    var size = new Setattr3.Args(file, withSize(MIB), null);
    good.nfs(Nfs3Procedure.SETATTR, size::encode);
    int calls = 12;
    for (int i = 0; i < 8; i++) {
      Socket socket = peer();
      for (int k = 0; k < calls; k++) {
        var args = new Read3.Args(file, 0, MIB);
        byte[] call = NfsCalls.call(k, Nfs3Procedure.READ, args::encode);
        socket.getOutputStream().write(NfsCalls.marked(call));
      }
      goodClientIsServed();
    }
    for (Socket socket : peers) {
      DataInputStream in = new DataInputStream(socket.getInputStream());
      for (int k = 0; k < calls; k++) {
        byte[] reply = new byte[in.readInt() & Integer.MAX_VALUE];
        in.readFully(reply);
        assertThat(reply).hasSizeGreaterThan(MIB);
      }
      goodClientIsServed();
    }
    assertThat(most).isLessThan(BOUND + SLACK);
  }

  private void whileConnected(int left) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (server.status().clients().stream().mapToInt(each -> each.connections()).sum() > left) {
      goodClientIsServed();
      assertThat(System.nanoTime()).isLessThan(deadline);
    }
  }

  private static Sattr3 withSize(long size) {
    var none = SetTime3.DontChange.INSTANCE;
    return new Sattr3(null, null, null, size, none, none);
  }

  private static XdrReader answer(Socket socket, int xid) throws Exception {
    DataInputStream in = new DataInputStream(socket.getInputStream());
    byte[] record = new byte[in.readInt() & Integer.MAX_VALUE];
    in.readFully(record);
    XdrReader reader = new XdrReader(ByteBuffer.wrap(record));
    assertThat(ReplyHeader.decode(reader).xid()).isEqualTo(xid);
    return reader;
  }

  /// A task that may throw.
  @FunctionalInterface
  private interface Step {
    void run() throws Exception;
  }

  private static Future<?> submit(ExecutorService threads, Step step) {
    return threads.submit(
        () -> {
          step.run();
          return null;
        });
  }
}
