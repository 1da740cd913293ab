package dev.byway.server.rpc;

import dev.byway.net.KeptRecord;
import dev.byway.net.SendBuffer;
import dev.byway.net.UdpEndpoint;
import io.netty.buffer.ByteBuf;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/// Somebody who sends datagrams from one address and port.
final class UdpPeer extends Peer {
  /// What a datagram holds besides the reply's header.
  private static final int MAX_RESULT = UdpEndpoint.MAX_DATAGRAM - 64;

  private final long id;
  private final UdpEndpoint endpoint;
  final ServerCall call;

  UdpPeer(long id, UdpEndpoint endpoint, InetSocketAddress peer) {
    super(peer);
    this.id = id;
    this.endpoint = endpoint;
    this.call = new ServerCall(this, endpoint.loop().sendBuffer());
  }

  @Override
  void send(SendBuffer finished) {
    ByteBuf message = finished.take();
    endpoint.send(message.skipBytes(SendBuffer.MARK), peer());
  }

  @Override
  KeptRecord keep(ByteBuffer record) {
    return endpoint.keep(record);
  }

  @Override
  public boolean isWritable() {
    return true;
  }

  @Override
  int maxResultBytes() {
    return MAX_RESULT;
  }

  /// Negative, to differ from those of TCP connections.
  @Override
  public long id() {
    return -id;
  }

  @Override
  public Transport transport() {
    return Transport.UDP;
  }

  @Override
  public InetSocketAddress local() {
    return endpoint.address();
  }

  @Override
  public boolean isOpen() {
    return endpoint.isOpen();
  }

  /// Nothing to close: forgotten with time.
  @Override
  public void close() {}
}
