package dev.byway.client.rpc;

import com.code_intelligence.jazzer.api.BugDetectors;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.byway.wire.WireException;
import dev.byway.wire.rpc.OpaqueAuth;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrWriter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// A server that answers with anything: replies, or an [IOException] that ends the connection, and
/// nothing written past a sink.
class RecordReaderFuzzTest {
  private static final int SINK = 96;

  @FuzzTest(maxDuration = "20s")
  void receive(byte[] input) throws IOException {
    InetAddress here = InetAddress.getLoopbackAddress();
    try (var unused = BugDetectors.allowNetworkConnections((host, port) -> true);
        ServerSocket listener = new ServerSocket(0, 1, here);
        Link link =
            Link.connect(new InetSocketAddress(here, listener.getLocalPort()), false, 1000);
        Socket server = listener.accept()) {
      Calls calls = new Calls();
      RecordReader reader = new RecordReader(link, calls);
      server.getOutputStream().write(input, 0, Math.min(input.length, 1 << 16));
      server.shutdownOutput();
      try {
        while (true) {
          if (!reader.receive()) {
            link.await(false, 1000);
          }
        }
      } catch (IOException ended) {
        calls.check();
      }
    }
  }

  /// A new call for every xid, but for those that came too late and those never made.
  private static final class Calls implements RecordReader.Replies {
    private @Nullable Call last;

    @Override
    public @Nullable RpcCall begin(int xid) throws WireException {
      if (xid < 0) {
        throw new WireException("never made");
      }
      if (xid % 3 == 0) {
        return null;
      }
      last = new Call(xid % 3 == 1);
      return last;
    }

    @Override
    public void complete(RpcCall call) {
      check();
    }

    @Override
    public void garbled(@Nullable RpcCall call) {}

    @Override
    public boolean expectsBulk() {
      return false;
    }

    void check() {
      if (last != null && last.memory.get(SINK) != Call.GUARD) {
        throw new AssertionError("written past the sink");
      }
    }
  }

  private static final class Call extends RpcCall {
    static final byte GUARD = 0x55;

    final ByteBuffer memory = ByteBuffer.allocateDirect(SINK + 1).put(SINK, GUARD);
    private final @Nullable ByteBuffer sink;

    Call(boolean bulk) {
      super(1, 1, 1, OpaqueAuth.NONE);
      sink = bulk ? memory.limit(SINK).slice() : null;
      memory.clear();
    }

    @Override
    protected void encode(XdrWriter arguments) {}

    @Override
    protected @Nullable ByteBuffer sink() {
      return sink;
    }

    @Override
    protected int decode(XdrReader results) throws WireException {
      int count = results.int32();
      return sink == null ? 0 : count;
    }
  }
}
