package dev.byway.server.localio;

import dev.byway.base.ErrnoException;
import java.util.Map;
import java.util.TreeMap;

/// How often each reason kept a file on the wire. Reasons are few, but the peer has a part in them,
/// so it is bounded. Any thread.
final class Refusals {
  private static final int REASONS_MAX = 64;

  private final Map<String, Long> counts = new TreeMap<>();
  private String last = "";
  private long total;

  synchronized void count(String reason) {
    total++;
    last = reason;
    if (counts.size() < REASONS_MAX || counts.containsKey(reason)) {
      counts.merge(reason, 1L, Long::sum);
    }
  }

  synchronized Map<String, Long> counts() {
    return new TreeMap<>(counts);
  }

  /// For people: the reason, as `3 times, last: REASON` when there were several; empty when none.
  @Override
  public synchronized String toString() {
    return total > 1 ? total + " times, last: " + last : last;
  }

  /// What to tell of an error: its own words, or the errno's.
  static String reason(ErrnoException e) {
    return e.what().isEmpty() ? e.errno().message() : e.what();
  }
}
