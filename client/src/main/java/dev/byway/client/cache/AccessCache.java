package dev.byway.client.cache;

import dev.byway.vfs.Caller;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// Who may do what with a node, as the room below said. Good as long as the node's attributes are.
final class AccessCache {
  private static final int CALLERS = 64;

  private final ConcurrentHashMap<Caller, Integer> bits = new ConcurrentHashMap<>(2);
  private final AtomicLong generation = new AtomicLong();

  /// To be called before asking, for [#put].
  long begin() {
    return generation.get();
  }

  /// @return those of the wanted bits that the caller has; -1 when that is not known
  int get(Caller caller, int wanted) {
    Integer known = bits.get(caller);
    if (known == null || (known >>> 8 & wanted) != wanted) {
      return -1;
    }
    return known & wanted;
  }

  /// @param asked bits whose answer is known
  void put(long token, Caller caller, int asked, int granted) {
    if (bits.size() >= CALLERS) {
      bits.clear();
    }
    bits.merge(
        caller.asPatient(),
        asked << 8 | granted,
        (was, is) -> (was | is) & 0xff00 | was & 0xff & ~asked | granted);
    if (generation.get() != token) {
      bits.remove(caller);
    }
  }

  void clear() {
    generation.incrementAndGet();
    bits.clear();
  }
}
