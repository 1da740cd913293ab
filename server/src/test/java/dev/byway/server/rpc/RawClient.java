package dev.byway.server.rpc;

import dev.byway.wire.rpc.AuthFlavor;
import dev.byway.wire.rpc.AuthSys;
import dev.byway.wire.rpc.CallHeader;
import dev.byway.wire.rpc.OpaqueAuth;
import dev.byway.wire.rpc.ReplyHeader;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrString;
import dev.byway.wire.xdr.XdrWriter;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Arrays;

/// A blocking TCP client that sends exactly what it is told, right or wrong.
final class RawClient implements AutoCloseable {
  static final int LAST = 0x8000_0000;
  static final OpaqueAuth SYS =
      new AuthSys(1, XdrString.of("here"), 1000, 100, new int[] {4, 5}).toOpaqueAuth();

  private final Socket socket = new Socket();
  private final DataInputStream in;

  RawClient(InetSocketAddress address) throws IOException {
    socket.connect(address, 5_000);
    socket.setSoTimeout(20_000);
    socket.setTcpNoDelay(true);
    in = new DataInputStream(socket.getInputStream());
  }

  static byte[] call(
      int xid, int program, int version, int procedure, OpaqueAuth cred, int... args) {
    ByteBuffer buffer = ByteBuffer.allocate(1024);
    XdrWriter writer = new XdrWriter(buffer);
    CallHeader.encode(writer, xid, program, version, procedure, cred);
    for (int arg : args) {
      writer.int32(arg);
    }
    return Arrays.copyOf(buffer.array(), buffer.position());
  }

  static byte[] call(int xid, int procedure, int... args) {
    return call(xid, TestProgram.NUMBER, 2, procedure, SYS, args);
  }

  static OpaqueAuth flavor(int flavor) {
    return new OpaqueAuth(flavor, ByteBuffer.allocate(flavor == AuthFlavor.AUTH_NONE ? 0 : 8));
  }

  void raw(byte... bytes) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write(bytes);
    out.flush();
  }

  void send(byte[]... records) throws IOException {
    for (byte[] record : records) {
      ByteBuffer framed = ByteBuffer.allocate(4 + record.length);
      raw(framed.putInt(record.length | LAST).put(record).array());
    }
  }

  byte[] receive() throws IOException {
    int mark = in.readInt();
    return in.readNBytes(mark & ~LAST);
  }

  /// The whole exchange.
  ReplyHeader exchange(byte[] record) throws Exception {
    send(record);
    return ReplyHeader.decode(new XdrReader(ByteBuffer.wrap(receive())));
  }

  /// The xid and, of a successful reply, the first word of the results.
  static int result(byte[] reply) {
    return ByteBuffer.wrap(reply).getInt(ReplyHeader.SUCCESS_SIZE);
  }

  static int xid(byte[] reply) {
    return ByteBuffer.wrap(reply).getInt(0);
  }

  /// Whether the server closes the connection, which it must within the socket's time limit.
  boolean isClosedByServer() throws IOException {
    try {
      return in.read() < 0;
    } catch (java.net.SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  Socket socket() {
    return socket;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
