package dev.byway.net;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/// What a UDP endpoint tells its user, on the endpoint's own thread, which must not be held up.
public interface DatagramHandler {
  /// A datagram came.
  ///
  /// @param bytes from position to limit, direct; valid until this returns, or longer with
  ///     [UdpEndpoint#keep]
  void datagram(UdpEndpoint endpoint, InetSocketAddress from, ByteBuffer bytes);
}
