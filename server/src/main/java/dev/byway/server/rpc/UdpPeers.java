package dev.byway.server.rpc;

import dev.byway.net.DatagramHandler;
import dev.byway.net.UdpEndpoint;
import dev.byway.wire.WireException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/// The peers of a UDP endpoint, those that called last. The endpoint's thread.
final class UdpPeers implements DatagramHandler {
  private static final AtomicLong IDS = new AtomicLong();
  private static final int MOST = 1024;

  private final Dispatcher dispatcher;
  private final Map<InetSocketAddress, UdpPeer> peers = new LinkedHashMap<>(16, 0.75f, true);

  UdpPeers(Dispatcher dispatcher) {
    this.dispatcher = dispatcher;
  }

  @Override
  public void datagram(UdpEndpoint endpoint, InetSocketAddress from, ByteBuffer bytes) {
    UdpPeer peer = peer(endpoint, from);
    peer.call.arrived = System.nanoTime();
    try {
      dispatcher.received(peer.call, bytes, endpoint.loop().index());
    } catch (WireException e) {
      // Not a call: UDP may drop it.
      return;
    }
    if (peer.call.out().pending() > 0) {
      peer.send(peer.call.out());
    }
  }

  private UdpPeer peer(UdpEndpoint endpoint, InetSocketAddress from) {
    UdpPeer peer = peers.get(from);
    if (peer == null) {
      peer = new UdpPeer(IDS.incrementAndGet(), endpoint, from);
      peers.put(from, peer);
      if (peers.size() > MOST) {
        var oldest = peers.values().iterator();
        oldest.next().closed();
        oldest.remove();
      }
    }
    return peer;
  }
}
