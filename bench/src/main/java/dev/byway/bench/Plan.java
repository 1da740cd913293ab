package dev.byway.bench;

import java.time.Duration;
import java.util.List;

/// What to measure.
///
/// @param cell time for one road in one cell of the table, spread over several rounds
/// @param size bytes of the file
/// @param threads the thread counts, one after the other
/// @param depth requests that each thread keeps under way where the road can
public record Plan(Duration cell, long size, List<Integer> threads, int depth) {
  /// Bytes of one operation, as in the Linux LOCALIO document.
  public static final List<Integer> BLOCKS = List.of(4096, 128 << 10);

  public Plan {
    if (size < BLOCKS.getLast()) {
      throw new IllegalArgumentException("the file must hold at least one block of 128 KiB");
    }
    if (depth < 1 || depth > 256) {
      throw new IllegalArgumentException("depth is 1 to 256");
    }
    if (threads.isEmpty() || threads.stream().anyMatch(count -> count < 1 || count > 1024)) {
      throw new IllegalArgumentException("threads are 1 to 1024");
    }
    threads = List.copyOf(threads);
  }
}
