package dev.byway.server.rpc;

import java.util.ArrayDeque;

/// The calls of one connection that wait for a worker, in order. Guarded by the lock of [Workers].
final class Lane {
  final Peer peer;
  final ArrayDeque<ServerCall> calls = new ArrayDeque<>(0);

  /// It stands in the row of lanes to be served.
  boolean queued;

  Lane(Peer peer) {
    this.peer = peer;
  }
}
