package dev.byway.client.rpc;

import dev.byway.wire.WireException;
import dev.byway.wire.rpc.CallHeader;
import dev.byway.wire.rpc.RecordMark;
import dev.byway.wire.rpc.ReplyHeader;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrWriter;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/// An RPC server on loopback that echoes an opaque, and whose replies a test spoils.
final class FaultServer implements AutoCloseable {
  static final int PROGRAM = 0x20000001;
  static final int ECHO = 1;

  /// Sends a reply, or something else.
  interface Sender {
    void send(OutputStream out, byte[] reply, int serial) throws IOException;
  }

  /// A reply as it should be, in one fragment.
  static final Sender HONEST = (out, reply, serial) -> out.write(record(reply));

  /// The xids of all calls, in the order in which they came.
  final List<Integer> xids = new CopyOnWriteArrayList<>();

  private final AtomicInteger serials = new AtomicInteger();
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final ServerSocket listener;
  private final Thread acceptor;
  private volatile Sender sender;

  FaultServer(Sender sender) throws IOException {
    this(0, sender);
  }

  FaultServer(int port, Sender sender) throws IOException {
    this.sender = sender;
    this.listener = new ServerSocket();
    listener.setReuseAddress(true);
    listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    acceptor = Thread.ofPlatform().daemon().name("fault-server").start(this::accept);
  }

  InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), listener.getLocalPort());
  }

  void become(Sender other) {
    sender = other;
  }

  static byte[] record(byte[] payload) {
    return ByteBuffer.allocate(Integer.BYTES + payload.length)
        .putInt(RecordMark.ofLast(payload.length))
        .put(payload)
        .array();
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = listener.accept();
        socket.setTcpNoDelay(true);
        sockets.add(socket);
        Thread.ofPlatform().daemon().name("fault-connection").start(() -> serve(socket));
      }
    } catch (IOException e) {
      // closed
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      DataInputStream in = new DataInputStream(socket.getInputStream());
      while (true) {
        byte[] call = new byte[RecordMark.length(in.readInt())];
        in.readFully(call);
        sender.send(socket.getOutputStream(), echo(call), serials.getAndIncrement());
      }
    } catch (IOException | WireException e) {
      // the client is gone, or the test says so
    }
  }

  private byte[] echo(byte[] call) throws WireException {
    XdrReader in = new XdrReader(ByteBuffer.wrap(call));
    CallHeader header = CallHeader.decode(in);
    xids.add(header.xid());
    byte[] data = in.opaque(1 << 24);
    ByteBuffer reply = ByteBuffer.allocate(ReplyHeader.SUCCESS_SIZE + 8 + data.length);
    XdrWriter out = new XdrWriter(reply);
    ReplyHeader.encodeSuccess(out, header.xid());
    out.opaque(data);
    return java.util.Arrays.copyOf(reply.array(), reply.position());
  }

  /// Ends all connections, but not the server.
  void hangUp() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    try {
      acceptor.join(); // the port is free only when nobody waits on it any more
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    hangUp();
  }
}
