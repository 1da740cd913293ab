package dev.byway.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.net.EventLoops;
import dev.byway.net.Limits;
import dev.byway.server.export.ClientRule;
import dev.byway.server.export.Squash;
import dev.byway.server.rpc.RpcOptions;
import dev.byway.vfs.Attributes;
import dev.byway.vfs.Caller;
import dev.byway.vfs.ForwardingVfs;
import dev.byway.vfs.Node;
import dev.byway.vfs.OpenFile;
import dev.byway.vfs.OpenHow;
import dev.byway.vfs.Vfs;
import dev.byway.vfs.memory.MemoryVfs;
import dev.byway.wire.nfs3.Create3;
import dev.byway.wire.nfs3.Createhow3;
import dev.byway.wire.nfs3.FileHandle3;
import dev.byway.wire.nfs3.Nfs3Procedure;
import dev.byway.wire.nfs3.Read3;
import dev.byway.wire.nfs3.StableHow;
import dev.byway.wire.nfs3.Write3;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A server in a JVM where Netty's native library may not be loaded: plain NIO serves as well, on
/// the connection's thread and from workers.
@Timeout(120)
class NioFallbackTest {
  @Test
  void serverWithoutEpollReadsWritesAndStops() throws Exception {
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Dio.netty.transport.noNative=true",
                "-Xmx256m",
                "-cp",
                classPath(),
                Program.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      String said =
          new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(said.lines()).containsExactly("nio", "memory served", "workers served", "stopped");
      assertThat(child.exitValue()).isZero();
    } finally {
      child.destroyForcibly();
    }
  }

  private static String classPath() {
    String surefire = System.getProperty("surefire.test.class.path");
    return surefire != null ? surefire : System.getProperty("java.class.path");
  }

  /// What the child runs.
  static final class Program {
    private Program() {}

    public static void main(String[] args) throws Exception {
      try (EventLoops loops = new EventLoops(1, true, "kind", Limits.DEFAULT)) {
        System.out.println(loops.kind());
      }
      serve(new MemoryVfs());
      System.out.println("memory served");
      serve(new Patient(new MemoryVfs()));
      System.out.println("workers served");
      System.out.println("stopped");
    }

    private static void serve(Vfs room) throws Exception {
      try (NfsServer server =
              NfsServer.builder()
                  .options(RpcOptions.DEFAULT.withLoops(2).withWorkers(2))
                  .export("/data", room, ClientRule.DEFAULT.withSquash(Squash.NONE))
                  .start();
          TestClient client = new TestClient(server.address()).as(0, 0)) {
        FileHandle3 root = client.root("/data");
        var create =
            new Create3.Args(TestClient.in(root, "f"), new Createhow3.Guarded(NfsCalls.mode(0644)));
        var made = Create3.Res.decode(client.nfs(Nfs3Procedure.CREATE, create::encode));
        FileHandle3 file = Objects.requireNonNull(((Create3.Res.Ok) made).obj());
        for (int length : new int[] {1, 4096, 100_000, 1 << 20}) {
          byte[] data = new byte[length];
          new Random(length).nextBytes(data);
          var write = new Write3.Args(file, 0, StableHow.FILE_SYNC, ByteBuffer.wrap(data));
          var written = Write3.Res.decode(client.nfs(Nfs3Procedure.WRITE, write::encode));
          assertThat(((Write3.Res.Ok) written).count()).isEqualTo(length);
          var read = new Read3.Args(file, 0, length);
          var res = Read3.Res.decode(client.nfs(Nfs3Procedure.READ, read::encode), length);
          assertThat(((Read3.Res.Ok) res).data()).isEqualTo(ByteBuffer.wrap(data));
        }
      }
    }
  }

  /// Never answers at once, so that workers do.
  private static final class Patient extends ForwardingVfs {
    Patient(Vfs room) {
      super(room);
    }

    @Override
    public OpenFile open(Caller caller, Node node, OpenHow how) throws ErrnoException {
      if (caller.nowait()) {
        throw Errno.EAGAIN.exception();
      }
      return super.open(caller, node, how);
    }

    @Override
    public Attributes getattr(Caller caller, Node node) throws ErrnoException {
      if (caller.nowait()) {
        throw Errno.EAGAIN.exception();
      }
      return super.getattr(caller, node);
    }
  }
}
