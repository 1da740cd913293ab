package dev.byway.server.localio;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The nonces that came over NFS connections in the last few seconds, each with the connection it
/// came over. Each can be taken once. Any thread.
final class Nonces {
  /// Older ones are forgotten when more come in.
  private static final int CAPACITY = 1024;

  private final long lifetimeNanos;
  private final LongSupplier nanoTime;
  private final Map<UUID, Entry> byNonce = new LinkedHashMap<>();

  private record Entry(Introduction introduction, long time) {}

  Nonces(long lifetimeNanos, LongSupplier nanoTime) {
    this.lifetimeNanos = lifetimeNanos;
    this.nanoTime = nanoTime;
  }

  /// A nonce that is here already stays with whom it came from first.
  synchronized void remember(UUID nonce, Introduction introduction) {
    long now = nanoTime.getAsLong();
    forgetOld(now);
    byNonce.putIfAbsent(nonce, new Entry(introduction, now));
  }

  /// @return whose connection this nonce came over; null when it never came, came too long ago or
  ///     was taken
  synchronized @Nullable Introduction take(UUID nonce) {
    forgetOld(nanoTime.getAsLong());
    Entry entry = byNonce.remove(nonce);
    return entry == null ? null : entry.introduction;
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
