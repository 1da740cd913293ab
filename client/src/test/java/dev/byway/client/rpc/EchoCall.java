package dev.byway.client.rpc;

import dev.byway.wire.WireException;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrWriter;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// Sends bytes that depend on a seed, and knows whether they came back.
final class EchoCall extends RpcCall {
  private final ByteBuffer payload;
  private final @Nullable ByteBuffer sink;
  private byte[] gathered = new byte[0];

  private EchoCall(ByteBuffer payload, @Nullable ByteBuffer sink) {
    super(FaultServer.PROGRAM, 1, FaultServer.ECHO, Credential.NONE);
    this.payload = payload;
    this.sink = sink;
  }

  /// The reply is read into a direct buffer.
  static EchoCall direct(int size, long seed) {
    return new EchoCall(
        random(size, seed, ByteBuffer.allocateDirect(size)), ByteBuffer.allocateDirect(size));
  }

  /// The reply is read into an array.
  static EchoCall heap(int size, long seed) {
    return new EchoCall(random(size, seed, ByteBuffer.allocate(size)), ByteBuffer.allocate(size));
  }

  /// The reply is decoded from the connection's own buffer.
  static EchoCall plain(int size, long seed) {
    return new EchoCall(random(size, seed, ByteBuffer.allocate(size)), null);
  }

  private static ByteBuffer random(int size, long seed, ByteBuffer into) {
    byte[] bytes = new byte[size];
    new Random(seed).nextBytes(bytes);
    return into.put(bytes).flip();
  }

  @Override
  protected void encode(XdrWriter arguments) {
    arguments.int32(payload.remaining());
  }

  @Override
  protected ByteBuffer payload() {
    return payload;
  }

  @Override
  protected @Nullable ByteBuffer sink() {
    return sink;
  }

  @Override
  protected int decode(XdrReader results) throws WireException {
    if (sink != null) {
      return results.count(1 << 24);
    }
    gathered = results.opaque(1 << 24);
    return 0;
  }

  /// Whether each byte came back.
  boolean isRight() {
    byte[] sent = new byte[payload.remaining()];
    payload.get(payload.position(), sent);
    if (sink == null) {
      return Arrays.equals(sent, gathered);
    }
    return sink.flip().equals(ByteBuffer.wrap(sent));
  }
}
