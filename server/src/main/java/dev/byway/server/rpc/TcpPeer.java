package dev.byway.server.rpc;

import dev.byway.net.KeptRecord;
import dev.byway.net.RecordConnection;
import dev.byway.net.RecordHandler;
import dev.byway.net.SendBuffer;
import dev.byway.wire.WireException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/// A TCP connection to the server.
final class TcpPeer extends Peer implements RecordHandler {
  /// Replies are sent together up to this, to keep the socket busy while more are made.
  private static final int FLUSH_BYTES = 128 << 10;

  /// Largest results: NFS transfers of 1 MiB and their attributes.
  static final int MAX_RESULT = (1 << 20) + (1 << 16);

  private final RecordConnection connection;
  private final Dispatcher dispatcher;
  private final ServerCall call;
  private final SendBuffer out;
  private final int stripe;
  private boolean unflushed;

  TcpPeer(RecordConnection connection, Dispatcher dispatcher) {
    super(connection.peer());
    this.connection = connection;
    this.dispatcher = dispatcher;
    this.out = connection.loop().sendBuffer();
    this.stripe = connection.loop().index();
    this.call = new ServerCall(this, out);
  }

  @Override
  public void record(RecordConnection from, ByteBuffer record) {
    call.arrived = System.nanoTime();
    try {
      dispatcher.received(call, record, stripe);
    } catch (WireException e) {
      connection.close();
      return;
    }
    if (out.pending() >= FLUSH_BYTES) {
      send(out);
      unflushed = false;
      connection.flush();
    }
  }

  @Override
  public void readComplete(RecordConnection from) {
    if (out.pending() > 0) {
      send(out);
    }
    if (unflushed) {
      unflushed = false;
      connection.flush();
    }
  }

  @Override
  public void writable(RecordConnection from) {
    dispatcher.workers().resume(lane);
  }

  @Override
  public void closed(RecordConnection from) {
    dispatcher.workers().resume(lane);
    closed();
  }

  /// On the connection's thread the caller flushes.
  @Override
  void send(SendBuffer finished) {
    if (finished == out) {
      unflushed = true;
    }
    connection.send(finished.take());
  }

  @Override
  KeptRecord keep(ByteBuffer record) {
    return connection.keep(record);
  }

  @Override
  public boolean isWritable() {
    return connection.isWritable();
  }

  @Override
  int maxResultBytes() {
    return MAX_RESULT;
  }

  int inFlight() {
    return connection.inFlight();
  }

  @Override
  public long id() {
    return connection.id();
  }

  @Override
  public Transport transport() {
    return Transport.TCP;
  }

  @Override
  public InetSocketAddress local() {
    return connection.local();
  }

  @Override
  public boolean isOpen() {
    return connection.isOpen();
  }

  @Override
  public void close() {
    connection.close();
  }
}
