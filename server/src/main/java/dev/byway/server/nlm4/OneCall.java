package dev.byway.server.nlm4;

import dev.byway.wire.WireException;
import dev.byway.wire.portmap.Mapping;
import dev.byway.wire.portmap.PmapProcedure;
import dev.byway.wire.portmap.Portmap;
import dev.byway.wire.rpc.CallHeader;
import dev.byway.wire.rpc.OpaqueAuth;
import dev.byway.wire.rpc.RecordMark;
import dev.byway.wire.rpc.ReplyBody;
import dev.byway.wire.rpc.ReplyHeader;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrWriter;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;

/// A call to a client's machine over a TCP connection of its own: seldom, and to who may be gone.
/// It waits, for some seconds at most.
final class OneCall {
  private static final int TIMEOUT_MILLIS = 5_000;
  private static final int BUFFER = 8 * 1024;

  private OneCall() {}

  interface Decoder<R> {
    R decode(XdrReader reader) throws WireException;
  }

  /// Asks the port mapper of a machine.
  static int port(InetAddress host, int program, int version) throws IOException {
    Mapping wanted = new Mapping(program, version, Portmap.IPPROTO_TCP, 0);
    int port =
        make(
            host,
            Portmap.PORT,
            Portmap.PROGRAM,
            Portmap.PMAP_VERSION,
            PmapProcedure.GETPORT.number(),
            wanted::encode,
            XdrReader::int32);
    if (port <= 0 || port > 0xffff) {
      throw new IOException(host + " has no program " + program);
    }
    return port;
  }

  static <R> R make(
      InetAddress host,
      int port,
      int program,
      int version,
      int procedure,
      Consumer<XdrWriter> arguments,
      Decoder<R> results)
      throws IOException {
    ByteBuffer call = ByteBuffer.allocate(BUFFER);
    int xid = ThreadLocalRandom.current().nextInt();
    call.putInt(0);
    var writer = new XdrWriter(call);
    CallHeader.encode(writer, xid, program, version, procedure, OpaqueAuth.NONE);
    arguments.accept(writer);
    call.putInt(0, RecordMark.ofLast(call.position() - RecordMark.SIZE));
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port), TIMEOUT_MILLIS);
      socket.setSoTimeout(TIMEOUT_MILLIS);
      socket.setTcpNoDelay(true);
      socket.getOutputStream().write(call.array(), 0, call.position());
      XdrReader reply = new XdrReader(reply(new DataInputStream(socket.getInputStream())));
      ReplyHeader header = ReplyHeader.decode(reply);
      if (header.xid() != xid || !(header.body() instanceof ReplyBody.Success)) {
        throw new IOException("refused: " + header);
      }
      return results.decode(reply);
    } catch (WireException e) {
      throw new IOException("not an answer: " + e.getMessage(), e);
    }
  }

  private static ByteBuffer reply(DataInputStream in) throws IOException {
    byte[] bytes = new byte[BUFFER];
    int length = 0;
    boolean last = false;
    while (!last) {
      int mark = in.readInt();
      last = RecordMark.isLast(mark);
      if (RecordMark.length(mark) > BUFFER - length) {
        throw new IOException("the answer is too long");
      }
      in.readFully(bytes, length, RecordMark.length(mark));
      length += RecordMark.length(mark);
    }
    return ByteBuffer.wrap(bytes, 0, length);
  }
}
