package dev.byway.server.portmap;

import dev.byway.wire.WireException;
import dev.byway.wire.portmap.Mapping;
import dev.byway.wire.portmap.PmapProcedure;
import dev.byway.wire.portmap.Portmap;
import dev.byway.wire.portmap.Rpcb;
import dev.byway.wire.portmap.RpcbProcedure;
import dev.byway.wire.rpc.CallHeader;
import dev.byway.wire.rpc.OpaqueAuth;
import dev.byway.wire.rpc.ReplyBody;
import dev.byway.wire.rpc.ReplyHeader;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrString;
import dev.byway.wire.xdr.XdrWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

/// Registers programs with a running rpcbind, by version 4, 3 or 2, whichever it speaks. rpcbind
/// believes only those that it sees to be local: best over its UNIX socket, else over loopback from
/// a reserved port. Any thread; every call makes a connection of its own, and waits.
public final class RpcbindClient {
  private static final System.Logger LOG = System.getLogger(RpcbindClient.class.getName());
  private static final int BUFFER = 4096;

  private final RpcbindSocket.Opener opener;

  private RpcbindClient(RpcbindSocket.Opener opener) {
    this.opener = opener;
  }

  /// rpcbind of this machine: by `/run/rpcbind.sock` when it is there, else by 127.0.0.1 port 111.
  public static RpcbindClient ofThisMachine() {
    return new RpcbindClient(RpcbindSocket::ofThisMachine);
  }

  /// rpcbind at a TCP address.
  public static RpcbindClient at(String host, int port) {
    return new RpcbindClient(() -> RpcbindSocket.tcp(host, port));
  }

  /// Registers all, replacing what was registered for the same programs and versions.
  ///
  /// @throws IOException no rpcbind there, or it refuses
  public void register(Collection<Registration> all) throws IOException {
    try (RpcbindSocket socket = opener.open()) {
      int speaks = version(socket);
      unregister(socket, speaks, all);
      for (Registration each : all) {
        if (!set(socket, speaks, each)) {
          throw new IOException("rpcbind refuses to register " + each);
        }
      }
      LOG.log(System.Logger.Level.DEBUG, "{0} registered, rpcbind v{1}", all.size(), speaks);
    }
  }

  /// Takes them back. What was not registered does not matter.
  ///
  /// @throws IOException no rpcbind there
  public void unregister(Collection<Registration> all) throws IOException {
    try (RpcbindSocket socket = opener.open()) {
      unregister(socket, version(socket), all);
    }
  }

  private record ProgramVersion(int program, int version) {}

  private static void unregister(RpcbindSocket socket, int speaks, Collection<Registration> all)
      throws IOException {
    Set<ProgramVersion> each = new LinkedHashSet<>();
    all.forEach(one -> each.add(new ProgramVersion(one.program(), one.version())));
    for (ProgramVersion one : each) {
      unset(socket, speaks, one);
    }
  }

  /// The newest version that rpcbind speaks: tries NULL from 4 down.
  private static int version(RpcbindSocket socket) throws IOException {
    for (int version = Portmap.RPCB_VERSION_4; version > Portmap.PMAP_VERSION; version--) {
      ReplyBody body = call(socket, version, 0, writer -> {}).header().body();
      if (body instanceof ReplyBody.Success) {
        return version;
      }
      if (!(body instanceof ReplyBody.ProgMismatch)) {
        throw new IOException("rpcbind answers " + body);
      }
    }
    return Portmap.PMAP_VERSION;
  }

  private static boolean set(RpcbindSocket socket, int speaks, Registration each)
      throws IOException {
    if (speaks == Portmap.PMAP_VERSION) {
      Mapping mapping =
          new Mapping(each.program(), each.version(), each.protocol(), each.address().getPort());
      return answer(call(socket, speaks, PmapProcedure.SET.number(), mapping::encode));
    }
    Rpcb rpcb = PortmapProgram.rpcb(each);
    return answer(call(socket, speaks, RpcbProcedure.SET.number(), rpcb::encode));
  }

  private static void unset(RpcbindSocket socket, int speaks, ProgramVersion each)
      throws IOException {
    if (speaks == Portmap.PMAP_VERSION) {
      Mapping mapping = new Mapping(each.program(), each.version(), 0, 0);
      answer(call(socket, speaks, PmapProcedure.UNSET.number(), mapping::encode));
      return;
    }
    XdrString empty = XdrString.EMPTY;
    Rpcb rpcb = new Rpcb(each.program(), each.version(), empty, empty, XdrString.of("superuser"));
    answer(call(socket, speaks, RpcbProcedure.UNSET.number(), rpcb::encode));
  }

  private static boolean answer(Reply reply) throws IOException {
    if (!(reply.header.body() instanceof ReplyBody.Success)) {
      throw new IOException("rpcbind answers " + reply.header.body());
    }
    try {
      return reply.results.bool();
    } catch (WireException e) {
      throw new IOException("rpcbind's answer is malformed", e);
    }
  }

  private record Reply(ReplyHeader header, XdrReader results) {}

  private interface Args {
    void encode(XdrWriter writer);
  }

  private static Reply call(RpcbindSocket socket, int version, int procedure, Args args)
      throws IOException {
    ByteBuffer message = ByteBuffer.allocate(BUFFER);
    XdrWriter writer = new XdrWriter(message);
    int xid = socket.nextXid();
    CallHeader.encode(writer, xid, Portmap.PROGRAM, version, procedure, OpaqueAuth.NONE);
    args.encode(writer);
    XdrReader reader = new XdrReader(socket.exchange(message.flip()));
    try {
      ReplyHeader header = ReplyHeader.decode(reader);
      if (header.xid() != xid) {
        throw new IOException("rpcbind answers another call");
      }
      return new Reply(header, reader);
    } catch (WireException e) {
      throw new IOException("rpcbind's answer is malformed", e);
    }
  }
}
