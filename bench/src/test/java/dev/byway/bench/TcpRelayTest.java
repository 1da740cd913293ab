package dev.byway.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TcpRelayTest {
  private static final Duration ONE_WAY = Duration.ofMillis(5);

  private ServerSocket echo;
  private TcpRelay relay;

  @BeforeEach
  void start() throws IOException {
    echo = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofPlatform().daemon().start(this::serve);
    relay = new TcpRelay((InetSocketAddress) echo.getLocalSocketAddress(), ONE_WAY);
  }

  private void serve() {
    try {
      while (true) {
        Socket socket = echo.accept();
        Thread.ofPlatform().daemon().start(() -> echo(socket));
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  private static void echo(Socket socket) {
    try (socket) {
      socket.getInputStream().transferTo(socket.getOutputStream());
    } catch (IOException e) {
      // Cut.
    }
  }

  @AfterEach
  void stop() throws IOException {
    relay.close();
    echo.close();
  }

  @Test
  void everyByteArrivesLaterAndInOrder() throws Exception {
    byte[] sent = new byte[3 << 20];
    new Random(5).nextBytes(sent);
    try (Socket socket = connect()) {
      long start = System.nanoTime();
      Thread.ofPlatform().start(() -> write(socket, sent));
      byte[] first = socket.getInputStream().readNBytes(1);
      long nanos = System.nanoTime() - start;
      byte[] rest = socket.getInputStream().readNBytes(sent.length - 1);
      assertThat(nanos).isGreaterThanOrEqualTo(2 * ONE_WAY.toNanos());
      assertThat(first[0]).isEqualTo(sent[0]);
      assertThat(rest).isEqualTo(Arrays.copyOfRange(sent, 1, sent.length));
    }
  }

  private static void write(Socket socket, byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aCutConnectionEndsAndANewOneWorks() throws Exception {
    try (Socket socket = connect()) {
      roundTrip(socket, 7);
      relay.cut();
      assertThatThrownBy(() -> roundTrip(socket, 8)).isInstanceOf(IOException.class);
    }
    try (Socket socket = connect()) {
      roundTrip(socket, 9);
    }
  }

  @Test
  void whatIsHeldArrivesAfterwards() throws Exception {
    try (Socket socket = connect()) {
      roundTrip(socket, 1);
      relay.hold();
      new DataOutputStream(socket.getOutputStream()).writeInt(2);
      socket.setSoTimeout(50);
      var in = new DataInputStream(socket.getInputStream());
      assertThatThrownBy(in::readInt).isInstanceOf(SocketTimeoutException.class);
      relay.release();
      socket.setSoTimeout(10_000);
      assertThat(in.readInt()).isEqualTo(2);
    }
  }

  private Socket connect() throws IOException {
    return new Socket(relay.address().getAddress(), relay.address().getPort());
  }

  private static void roundTrip(Socket socket, int value) throws IOException {
    new DataOutputStream(socket.getOutputStream()).writeInt(value);
    assertThat(new DataInputStream(socket.getInputStream()).readInt()).isEqualTo(value);
  }
}
