package dev.byway.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RecordConnectionTest {
  private static final int LAST = 0x8000_0000;
  private static final int BAD = -1;

  private EventLoops loops;
  private TcpServer server;

  @BeforeEach
  void start() throws Exception {
    loops = new EventLoops(1, false, "connection", Limits.DEFAULT);
    InetAddress here = InetAddress.getLoopbackAddress();
    server = new TcpServer(loops, new InetSocketAddress(here, 0), Fragile::new);
  }

  @AfterEach
  void stop() {
    server.close();
    loops.close();
  }

  @Test
  void handlerThatThrowsLosesItsConnectionAndNothingElse() throws Exception {
    try (Warnings warnings = new Warnings();
        Socket other = connect()) {
      for (int round = 0; round < 50; round++) {
        try (Socket broken = connect()) {
          // The bad one in the middle: what is left before and behind must not show elsewhere.
          ByteBuffer wire = ByteBuffer.allocate(3000);
          wire.putInt(4 | LAST).putInt(77).putInt(4 | LAST).putInt(BAD).putInt(5000 | LAST);
          broken.getOutputStream().write(wire.array());
          broken.getInputStream().readAllBytes();
        }
        assertThat(call(other, round)).isEqualTo(round);
      }
      assertThat(warnings.seen()).hasSize(50).allMatch(each -> each.contains("on purpose"));
    }
  }

  private Socket connect() throws Exception {
    Socket socket = new Socket();
    socket.connect(server.address());
    return socket;
  }

  private static int call(Socket socket, int value) throws Exception {
    socket.getOutputStream().write(ByteBuffer.allocate(8).putInt(4 | LAST).putInt(value).array());
    DataInputStream in = new DataInputStream(socket.getInputStream());
    assertThat(in.readInt()).isEqualTo(4 | LAST);
    return in.readInt();
  }

  /// Sends each number back, except one.
  private static final class Fragile implements RecordHandler {
    private final SendBuffer out;

    Fragile(RecordConnection connection) {
      out = connection.loop().sendBuffer();
    }

    @Override
    public void record(RecordConnection connection, ByteBuffer record) {
      int value = record.getInt();
      if (value == BAD) {
        throw new IllegalStateException("on purpose");
      }
      out.begin(Integer.BYTES).putInt(value);
      out.finish();
    }

    @Override
    public void readComplete(RecordConnection connection) {
      if (out.pending() > 0) {
        connection.send(out.take());
        connection.flush();
      }
    }

    @Override
    public void writable(RecordConnection connection) {}

    @Override
    public void closed(RecordConnection connection) {}
  }
}
