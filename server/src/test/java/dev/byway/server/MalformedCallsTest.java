package dev.byway.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.byway.net.EventLoops;
import dev.byway.net.Limits;
import dev.byway.server.export.ClientRule;
import dev.byway.server.export.Squash;
import dev.byway.server.rpc.RpcOptions;
import dev.byway.vfs.memory.MemoryVfs;
import dev.byway.wire.mount3.Mount3;
import dev.byway.wire.nfs3.Create3;
import dev.byway.wire.nfs3.Createhow3;
import dev.byway.wire.nfs3.FileHandle3;
import dev.byway.wire.nfs3.Getattr3;
import dev.byway.wire.nfs3.Nfs3;
import dev.byway.wire.nfs3.Nfs3Procedure;
import dev.byway.wire.nfs3.NfsStat3;
import dev.byway.wire.rpc.ReplyBody;
import dev.byway.wire.rpc.ReplyHeader;
import dev.byway.wire.xdr.XdrReader;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Calls that are wrong in every way, to a whole server: each has the protocol's error or a closed
/// connection for an answer, never a failure of the server, and another client is served.
@Timeout(120)
class MalformedCallsTest {
  private static final int[] BAD_WORDS = {
    -1, Integer.MIN_VALUE, Integer.MAX_VALUE, 0x7fff_fffc, 0x0010_0001, 65_537, 401, 2
  };
  private static final int LAST = 0x8000_0000;
  private static final int XID = 0x5eed;

  private final Failures failures = new Failures();
  private NfsServer server;
  private TestClient good;
  private FileHandle3 root;
  private FileHandle3 file;
  private Socket socket;

  @BeforeEach
  void start() throws Exception {
    Logger.getLogger("").addHandler(failures);
    Duration patience = Duration.ofMillis(800);
    server =
        NfsServer.builder()
            .options(
                RpcOptions.DEFAULT
                    .withLoops(1)
                    .withWorkers(2)
                    .withLimits(Limits.DEFAULT.withTimeouts(patience, patience)))
            .export("/data", new MemoryVfs(), ClientRule.DEFAULT.withSquash(Squash.NONE))
            .start();
    good = new TestClient(server.address()).as(0, 0);
    root = good.root("/data");
    var args =
        new Create3.Args(TestClient.in(root, "f"), new Createhow3.Guarded(NfsCalls.mode(0644)));
    var made = Create3.Res.decode(good.nfs(Nfs3Procedure.CREATE, args::encode));
    file = Objects.requireNonNull(((Create3.Res.Ok) made).obj());
    socket = connect();
  }

  @AfterEach
  void stop() throws Exception {
    goodClientIsServed();
    good.close();
    socket.close();
    server.close();
    Logger.getLogger("").removeHandler(failures);
    assertThat(failures.seen).isEmpty();
  }

  private void goodClientIsServed() throws Exception {
    var res = Getattr3.Res.decode(good.nfs(Nfs3Procedure.GETATTR, new Getattr3.Args(file)::encode));
    assertThat(res.status()).isEqualTo(NfsStat3.NFS3_OK);
  }

  private Socket connect() throws IOException {
    Socket fresh = new Socket();
    fresh.setTcpNoDelay(true);
    fresh.setSoTimeout(20_000);
    fresh.connect(server.address());
    return fresh;
  }

  private void connectAgain() throws IOException {
    socket.close();
    socket = connect();
  }

  /// Sends a record and then a NULL call.
  ///
  /// @return how it was answered, or null: the connection is closed, and there is a new one
  private @Nullable ReplyBody answer(byte[] record) throws Exception {
    byte[] probe = NfsCalls.call(XID + 1, Nfs3Procedure.NULL, writer -> {});
    try {
      socket.getOutputStream().write(NfsCalls.marked(record));
      socket.getOutputStream().write(NfsCalls.marked(probe));
      DataInputStream in = new DataInputStream(socket.getInputStream());
      ReplyBody body = null;
      for (int replies = 0; replies < 2; replies++) {
        int mark = in.read();
        if (mark < 0) {
          connectAgain();
          return null;
        }
        byte[] reply =
            new byte[(mark << 24 | in.readUnsignedByte() << 16 | in.readUnsignedShort()) & ~LAST];
        in.readFully(reply);
        ReplyHeader header = ReplyHeader.decode(new XdrReader(ByteBuffer.wrap(reply)));
        if (header.xid() == XID + 1) {
          replies += body == null ? 0 : 1;
        } else {
          body = header.body();
        }
      }
      return body;
    } catch (SocketException e) {
      connectAgain();
      return null;
    }
  }

  private byte[] call(Nfs3Procedure procedure) {
    return NfsCalls.call(XID, procedure, NfsCalls.args(procedure, root, file));
  }

  @ParameterizedTest
  @EnumSource(Nfs3Procedure.class)
  void callCutShortAnywhereIsRefusedOrCloses(Nfs3Procedure procedure) throws Exception {
    byte[] whole = call(procedure);
    for (int length = 0; length < whole.length; length++) {
      assertThat(answer(Arrays.copyOf(whole, length)))
          .as("%d of %d bytes", length, whole.length)
          .satisfiesAnyOf(
              body -> assertThat(body).isNull(),
              body -> assertThat(body).isInstanceOf(ReplyBody.GarbageArgs.class));
    }
  }

  @ParameterizedTest
  @EnumSource(Nfs3Procedure.class)
  void anyWordOfACallMayBeAnything(Nfs3Procedure procedure) throws Exception {
    byte[] whole = call(procedure);
    int step = whole.length > 300 ? 3 : 1;
    for (int at = Integer.BYTES; at + Integer.BYTES <= whole.length; at += Integer.BYTES * step) {
      for (int word : BAD_WORDS) {
        byte[] bad = whole.clone();
        ByteBuffer.wrap(bad).putInt(at, word);
        assertThat(answer(bad) instanceof ReplyBody.SystemErr).as("%#x at %d", word, at).isFalse();
      }
    }
  }

  @Test
  void unknownProgramsVersionsAndProceduresAreToldApart() throws Exception {
    assertThat(call(1, 1, 0)).isInstanceOf(ReplyBody.ProgUnavail.class);
    for (int version : new int[] {0, 2, 5, -1, Integer.MAX_VALUE}) {
      assertThat(call(Nfs3.PROGRAM, version, 0)).isInstanceOf(ReplyBody.ProgMismatch.class);
    }
    assertThat(call(Mount3.PROGRAM, 2, 0)).isInstanceOf(ReplyBody.ProgMismatch.class);
    for (int procedure : new int[] {22, 64, -1, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
      assertThat(call(Nfs3.PROGRAM, Nfs3.VERSION, procedure))
          .isInstanceOf(ReplyBody.ProcUnavail.class);
      assertThat(call(Mount3.PROGRAM, Mount3.VERSION, procedure))
          .isInstanceOf(ReplyBody.ProcUnavail.class);
    }
  }

  private @Nullable ReplyBody call(int program, int version, int procedure) throws Exception {
    return answer(NfsCalls.call(XID, program, version, procedure, writer -> {}));
  }

  @Test
  void whatFollowsTheArgumentsIsNotLookedAt() throws Exception {
    byte[] whole = call(Nfs3Procedure.GETATTR);
    assertThat(answer(Arrays.copyOf(whole, whole.length + 100_000)))
        .isInstanceOf(ReplyBody.Success.class);
  }

  @Test
  void callInFragmentsOfOneByteIsAnswered() throws Exception {
    byte[] whole = call(Nfs3Procedure.WRITE);
    ByteBuffer wire = ByteBuffer.allocate(5 * whole.length);
    for (int i = 0; i < whole.length; i++) {
      wire.putInt(i == whole.length - 1 ? 1 | LAST : 1).put(whole[i]);
    }
    socket.getOutputStream().write(wire.array());
    DataInputStream in = new DataInputStream(socket.getInputStream());
    byte[] reply = new byte[in.readInt() & ~LAST];
    in.readFully(reply);
    assertThat(ReplyHeader.decode(new XdrReader(ByteBuffer.wrap(reply))).xid()).isEqualTo(XID);
  }

  @Test
  void halfOpenAndSlowConnectionsAreClosedAndCostNothing() throws Exception {
    List<Socket> slow = new ArrayList<>();
    byte[] wire = NfsCalls.marked(call(Nfs3Procedure.WRITE));
    for (int i = 0; i < 60; i++) {
      Socket each = new Socket();
      each.connect(server.address());
      slow.add(each);
      each.getOutputStream().write(wire, 0, i * wire.length / 60);
      if (i % 3 == 0) {
        each.shutdownOutput();
      } else if (i % 3 == 1 && i > 30) {
        each.setSoLinger(true, 0); // a reset instead of an end
        each.close();
      }
    }
    socket.close();
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (server.status().clients().stream().mapToInt(each -> each.connections()).sum() > 1) {
      goodClientIsServed();
      assertThat(System.nanoTime()).as("deadline").isLessThan(deadline);
    }
    for (Socket each : slow) {
      each.close();
    }
  }

  @Test
  void endlessRecordTakesNoMemory() throws Exception {
    long before = EventLoops.bytesInUse();
    long most = 0;
    byte[] fragment = ByteBuffer.allocate(4 + 1000).putInt(1000).array();
    boolean closed = false;
    for (int i = 0; i < 100_000 && !closed; i++) {
      try {
        socket.getOutputStream().write(fragment);
      } catch (IOException e) {
        closed = true;
      }
      most = Math.max(most, EventLoops.bytesInUse());
    }
    assertThat(closed).isTrue();
    // of 100 MB offered; the pool takes memory by chunks of 4 MiB, for each thread its own
    assertThat(most - before).isLessThan(32 << 20);
  }

  /// What is logged as an error or a warning.
  private static final class Failures extends Handler {
    final List<String> seen = new CopyOnWriteArrayList<>();

    @Override
    public void publish(LogRecord entry) {
      if (entry.getLevel().intValue() >= Level.WARNING.intValue()) {
        seen.add(entry.getLoggerName() + ": " + entry.getMessage() + ": " + entry.getThrown());
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
