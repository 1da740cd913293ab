package dev.byway.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.byway.wire.WireException;
import dev.byway.wire.mount3.Dirpath;
import dev.byway.wire.mount3.Mnt3;
import dev.byway.wire.mount3.Mount3;
import dev.byway.wire.mount3.MountProcedure;
import dev.byway.wire.nfs3.Diropargs3;
import dev.byway.wire.nfs3.FileHandle3;
import dev.byway.wire.nfs3.Nfs3;
import dev.byway.wire.nfs3.Nfs3Procedure;
import dev.byway.wire.rpc.AuthSys;
import dev.byway.wire.rpc.CallHeader;
import dev.byway.wire.rpc.OpaqueAuth;
import dev.byway.wire.rpc.ReplyBody;
import dev.byway.wire.rpc.ReplyHeader;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrString;
import dev.byway.wire.xdr.XdrWriter;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/// The smallest client that can call anything: one blocking TCP connection, one call at a time.
public final class TestClient implements AutoCloseable {
  private static final int DEADLINE_MILLIS = 30_000;
  private static final int LAST_FRAGMENT = 0x8000_0000;

  private final Socket socket = new Socket();
  private final DataInputStream in;
  private final ByteBuffer out = ByteBuffer.allocate(2 << 20);
  private OpaqueAuth credential = OpaqueAuth.NONE;
  private int xid;

  public TestClient(InetSocketAddress server) throws IOException {
    this(server, server.getAddress());
  }

  /// @param from an address of this host
  public TestClient(InetSocketAddress server, InetAddress from) throws IOException {
    socket.bind(new InetSocketAddress(from, 0));
    socket.setSoTimeout(DEADLINE_MILLIS);
    socket.setTcpNoDelay(true);
    socket.connect(server, DEADLINE_MILLIS);
    in = new DataInputStream(socket.getInputStream());
  }

  /// From now on calls are this user's.
  public TestClient as(int uid, int gid, int... gids) {
    credential = new AuthSys(0, XdrString.of("test"), uid, gid, gids).toOpaqueAuth();
    return this;
  }

  /// Calls and returns whatever the RPC layer answers, and after a success the results.
  public Reply call(int program, int version, int procedure, Consumer<XdrWriter> args)
      throws IOException, WireException {
    XdrWriter writer = new XdrWriter(out.clear().position(Integer.BYTES));
    CallHeader.encode(writer, ++xid, program, version, procedure, credential);
    args.accept(writer);
    out.flip().putInt(0, (out.limit() - Integer.BYTES) | LAST_FRAGMENT);
    socket.getOutputStream().write(out.array(), 0, out.limit());
    byte[] record = new byte[in.readInt() & ~LAST_FRAGMENT];
    in.readFully(record);
    XdrReader reader = new XdrReader(ByteBuffer.wrap(record));
    ReplyHeader header = ReplyHeader.decode(reader);
    assertThat(header.xid()).isEqualTo(xid);
    return new Reply(header.body(), reader);
  }

  /// An answer, and what follows its header.
  public record Reply(ReplyBody body, XdrReader results) {}

  /// Calls NFSv3 and returns the results of what must be a success for RPC.
  public XdrReader nfs(Nfs3Procedure procedure, Consumer<XdrWriter> args)
      throws IOException, WireException {
    Reply reply = call(Nfs3.PROGRAM, Nfs3.VERSION, procedure.number(), args);
    assertThat(reply.body()).isInstanceOf(ReplyBody.Success.class);
    return reply.results();
  }

  public Mnt3 mount(String path) throws IOException, WireException {
    Reply reply =
        call(
            Mount3.PROGRAM,
            Mount3.VERSION,
            MountProcedure.MNT.number(),
            new Dirpath(XdrString.of(path))::encode);
    return Mnt3.decode(reply.results());
  }

  /// The handle of an export's root.
  public FileHandle3 root(String path) throws IOException, WireException {
    Mnt3 mounted = mount(path);
    assertThat(mounted).isInstanceOf(Mnt3.Ok.class);
    return ((Mnt3.Ok) mounted).fhandle();
  }

  public static Diropargs3 in(FileHandle3 dir, String name) {
    return new Diropargs3(dir, XdrString.of(name));
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
