package dev.byway.server.rpc;

import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The duplicate request cache: what was answered to calls that must not run twice, for when the
/// client did not get the answer and sends the call again, over the same connection, a new one or
/// UDP. Bounded; the oldest go first. Any thread; calls that may run twice never come here.
final class ReplayCache {
  private static final int SHARDS = 16;

  /// Larger replies are not kept: none of these calls has one.
  private static final int LARGEST = 4096;

  /// The same call came before and is not answered yet.
  static final byte[] IN_PROGRESS = new byte[0];

  private final Shard[] shards = new Shard[SHARDS];

  /// @param entries most answers kept
  /// @param bytes most bytes of them
  ReplayCache(int entries, int bytes) {
    for (int i = 0; i < SHARDS; i++) {
      shards[i] = new Shard(Math.max(1, entries / SHARDS), Math.max(1, bytes / SHARDS));
    }
  }

  /// A call comes in.
  ///
  /// @return `null`: it is new, run it and then say [#answered] or [#forget]; [#IN_PROGRESS]: drop
  ///     it; else the answer
  byte @Nullable [] begin(ReplayKey key) {
    return shard(key).begin(key);
  }

  /// The call was answered so.
  void answered(ReplayKey key, ByteBuffer reply) {
    if (reply.remaining() > LARGEST) {
      forget(key);
      return;
    }
    byte[] copy = new byte[reply.remaining()];
    reply.get(reply.position(), copy);
    shard(key).answered(key, copy);
  }

  /// The call did not run: it may come again.
  void forget(ReplayKey key) {
    shard(key).forget(key);
  }

  int size() {
    int size = 0;
    for (Shard shard : shards) {
      synchronized (shard) {
        size += shard.replies.size();
      }
    }
    return size;
  }

  private Shard shard(ReplayKey key) {
    int hash = key.hashCode();
    return shards[(hash ^ hash >>> 16) & SHARDS - 1];
  }

  private static final class Shard {
    private final Map<ReplayKey, byte[]> replies = new LinkedHashMap<>();
    private final int maxEntries;
    private final int maxBytes;
    private int bytes;

    Shard(int maxEntries, int maxBytes) {
      this.maxEntries = maxEntries;
      this.maxBytes = maxBytes;
    }

    synchronized byte @Nullable [] begin(ReplayKey key) {
      byte[] known = replies.putIfAbsent(key, IN_PROGRESS);
      if (known == null) {
        trim();
      }
      return known;
    }

    synchronized void answered(ReplayKey key, byte[] reply) {
      // Anew, so that it is the youngest.
      remove(key);
      replies.put(key, reply);
      bytes += reply.length;
      trim();
    }

    synchronized void forget(ReplayKey key) {
      remove(key);
    }

    private void remove(ReplayKey key) {
      byte[] old = replies.remove(key);
      if (old != null) {
        bytes -= old.length;
      }
    }

    /// Calls in progress stay: their number is bounded where connections are read.
    private void trim() {
      Iterator<byte[]> oldest = replies.values().iterator();
      while ((replies.size() > maxEntries || bytes > maxBytes) && oldest.hasNext()) {
        byte[] reply = oldest.next();
        if (reply != IN_PROGRESS) {
          bytes -= reply.length;
          oldest.remove();
        }
      }
    }
  }
}
