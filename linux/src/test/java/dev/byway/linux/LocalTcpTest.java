package dev.byway.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.byway.base.ErrnoException;
import java.io.File;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class LocalTcpTest {
  private static final InetSocketAddress ANY_PORT =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  @Test
  void theConnectionBetweenTheTwoAddressesAndNoOtherSendsUnpaced() throws Exception {
    try (ServerSocketChannel listener = ServerSocketChannel.open().bind(ANY_PORT);
        SocketChannel one = SocketChannel.open(listener.getLocalAddress());
        SocketChannel accepted = listener.accept();
        SocketChannel other = SocketChannel.open(listener.getLocalAddress())) {
      int before = renos();
      LocalTcp.unpace(
          (InetSocketAddress) one.getLocalAddress(), (InetSocketAddress) one.getRemoteAddress());
      int unpaced = isRenoTheDefault() ? 0 : 1;
      assertThat(renos()).isEqualTo(before + unpaced);
      assertThat(accepted.isConnected() && other.isConnected()).isTrue();
    }
  }

  @Test
  void ofTwoAddressesOnlyOursAreLocal() throws Exception {
    InetSocketAddress lan = new InetSocketAddress(InetAddress.getByName("192.0.2.1"), 2049);
    InetSocketAddress samePort = new InetSocketAddress(InetAddress.getByName("192.0.2.2"), 2049);
    assertThat(LocalTcp.isLocal(ANY_PORT, ANY_PORT)).isTrue();
    assertThat(LocalTcp.isLocal(lan, lan)).isTrue();
    assertThat(LocalTcp.isLocal(lan, samePort)).isFalse();
  }

  private static boolean isRenoTheDefault() throws Exception {
    return Files.readString(Path.of("/proc/sys/net/ipv4/tcp_congestion_control"))
        .startsWith("reno");
  }

  /// How many sockets of this process use reno.
  private static int renos() {
    int found = 0;
    for (String fd : new File("/proc/self/fd").list()) {
      try (Arena arena = Arena.ofConfined()) {
        MemorySegment name = arena.allocate(16);
        SocketCalls.getsockopt(Integer.parseInt(fd), 6, 13, name, arena.allocateFrom(JAVA_INT, 16));
        if (new String(name.toArray(JAVA_BYTE)).startsWith("reno")) {
          found++;
        }
      } catch (ErrnoException notTcp) {
        continue;
      }
    }
    return found;
  }
}
