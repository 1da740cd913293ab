package dev.byway.server.nlm4;

import dev.byway.vfs.Node;
import dev.byway.vfs.lock.LockClient;
import dev.byway.wire.xdr.XdrString;
import java.net.InetAddress;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// A client machine: its name at its address, and the files in which it has, or had, locks.
final class NlmHost {
  /// A host by what its calls say.
  record Key(InetAddress address, XdrString name) {}

  final Key key;
  final LockClient client;
  final ConcurrentHashMap<Node, LockedFile> files = new ConcurrentHashMap<>();

  /// Open connections by which it has locked, if it is a single program.
  final AtomicInteger connections = new AtomicInteger();

  /// Whether the next start will know of it; written by [NlmHosts] alone.
  private volatile boolean written;

  NlmHost(Key key) {
    this.key = key;
    this.client = new LockClient(key.address().getHostAddress() + " " + key.name());
  }

  boolean isWritten() {
    return written;
  }

  void written(boolean now) {
    written = now;
  }
}
