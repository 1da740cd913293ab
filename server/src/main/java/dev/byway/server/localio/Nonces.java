package dev.byway.server.localio;

import java.net.InetSocketAddress;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The nonces that came over NFS connections in the last few seconds, each with the address it came
/// from. Each can be taken once. Any thread.
final class Nonces {
  /// Older ones are forgotten when more come in.
  private static final int CAPACITY = 1024;

  private final long lifetimeNanos;
  private final LongSupplier nanoTime;
  private final Map<UUID, Entry> byNonce = new LinkedHashMap<>();

  private record Entry(InetSocketAddress client, long time) {}

  Nonces(long lifetimeNanos, LongSupplier nanoTime) {
    this.lifetimeNanos = lifetimeNanos;
    this.nanoTime = nanoTime;
  }

  /// A nonce that is here already stays with whom it came from first.
  synchronized void remember(UUID nonce, InetSocketAddress client) {
    long now = nanoTime.getAsLong();
    forgetOld(now);
    byNonce.putIfAbsent(nonce, new Entry(client, now));
  }

  /// @return the address that this nonce came from; null when it never came, came too long ago or
  ///     was taken
  synchronized @Nullable InetSocketAddress take(UUID nonce) {
    forgetOld(nanoTime.getAsLong());
    Entry entry = byNonce.remove(nonce);
    return entry == null ? null : entry.client;
  }

  private void forgetOld(long now) {
    Iterator<Entry> oldestFirst = byNonce.values().iterator();
    while (oldestFirst.hasNext()) {
      Entry oldest = oldestFirst.next();
      if (now - oldest.time < lifetimeNanos && byNonce.size() < CAPACITY) {
        return;
      }
      oldestFirst.remove();
    }
  }
}
