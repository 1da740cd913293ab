package dev.byway.linux;

import dev.byway.base.ErrnoException;
import java.io.File;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// TCP between two ends on one host. There is no line whose capacity must be found, so a congestion
/// control that paces what it sends (BBR) only adds timers and wake-ups: a third of a 128 KiB
/// reply's time, measured. `reno` does not pace, and any process may choose it.
public final class LocalTcp {
  private static final int IPPROTO_TCP = 6;
  private static final int TCP_CONGESTION = 13;
  private static final int AF_INET = 2;
  private static final int AF_INET6 = 10;
  private static final int SOCKADDR_MAX = 28;
  private static final byte[] RENO = "reno".getBytes(StandardCharsets.US_ASCII);
  private static final ValueLayout.OfShort NETWORK_SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

  private LocalTcp() {}

  /// Whether both ends of a connection are on this host.
  public static boolean isLocal(InetSocketAddress local, InetSocketAddress peer) {
    return peer.getAddress().isLoopbackAddress() || peer.getAddress().equals(local.getAddress());
  }

  /// Takes the pacing out of what this end of a connection sends. A kernel that has no `reno`
  /// leaves it as it was.
  ///
  /// @param fd a TCP socket
  public static void unpace(int fd) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment name = arena.allocateFrom(ValueLayout.JAVA_BYTE, RENO);
      SocketCalls.setsockopt(fd, IPPROTO_TCP, TCP_CONGESTION, name);
    } catch (ErrnoException kept) {
      return; // it works as before, only slower
    }
  }

  /// As [#unpace(int)], for a connection of this process whose descriptor is not known, which is
  /// how the JDK gives them out.
  public static void unpace(InetSocketAddress local, InetSocketAddress peer) {
    String[] numbers = new File("/proc/self/fd").list();
    if (numbers == null) {
      return; // no Linux
    }
    for (String number : numbers) {
      int fd = Integer.parseInt(number);
      if (local.equals(address(fd, Abi.GETSOCKNAME)) && peer.equals(address(fd, Abi.GETPEERNAME))) {
        unpace(fd);
        return;
      }
    }
  }

  /// `null`: no internet socket, or not connected.
  private static @Nullable InetSocketAddress address(int fd, int call) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment address = arena.allocate(SOCKADDR_MAX, Long.BYTES);
      MemorySegment length = arena.allocateFrom(ValueLayout.JAVA_INT, SOCKADDR_MAX);
      Syscall.call(call, fd, address.address(), length.address());
      int port = Short.toUnsignedInt(address.get(NETWORK_SHORT, 2));
      return switch (address.get(ValueLayout.JAVA_SHORT, 0)) {
        case AF_INET -> new InetSocketAddress(inet(address.asSlice(4, 4)), port);
        case AF_INET6 -> new InetSocketAddress(inet(address.asSlice(8, 16)), port);
        default -> null;
      };
    } catch (ErrnoException notASocket) {
      return null;
    }
  }

  private static InetAddress inet(MemorySegment bytes) {
    try {
      return InetAddress.getByAddress(bytes.toArray(ValueLayout.JAVA_BYTE));
    } catch (UnknownHostException impossible) {
      throw new AssertionError(impossible);
    }
  }
}
