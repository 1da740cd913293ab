package dev.byway.bench;

import java.time.Duration;
import java.util.List;

/// What to measure.
///
/// @param cell time for one road in one cell of the table, spread over several rounds
/// @param size bytes of the file
/// @param operations the rows of the table
/// @param blocks bytes of one operation, a row for each
/// @param threads the thread counts, one after the other
/// @param depth requests that each thread keeps under way where the road can
public record Plan(
    Duration cell,
    long size,
    List<Operation> operations,
    List<Integer> blocks,
    List<Integer> threads,
    int depth) {
  /// Bytes of one operation, as in the Linux LOCALIO document.
  public static final List<Integer> BLOCKS = List.of(4096, 128 << 10);

  private static final int BLOCK_MAX = 1 << 20;

  /// @throws IllegalArgumentException the message says what is wrong
  public Plan {
    if (operations.isEmpty()) {
      throw new IllegalArgumentException("no operation");
    }
    if (blocks.isEmpty() || blocks.stream().anyMatch(bytes -> bytes < 1 || bytes > BLOCK_MAX)) {
      throw new IllegalArgumentException("blocks are 1 byte to 1 MiB");
    }
    if (blocks.stream().anyMatch(bytes -> bytes > size)) {
      throw new IllegalArgumentException("the file must hold at least one block");
    }
    if (!cell.isPositive()) {
      throw new IllegalArgumentException("a cell takes more than 0 seconds");
    }
    if (depth < 1 || depth > 256) {
      throw new IllegalArgumentException("depth is 1 to 256");
    }
    if (threads.isEmpty() || threads.stream().anyMatch(count -> count < 1 || count > 1024)) {
      throw new IllegalArgumentException("threads are 1 to 1024");
    }
    operations = List.copyOf(operations);
    blocks = List.copyOf(blocks);
    threads = List.copyOf(threads);
  }

  /// The whole table.
  public static Plan table(Duration cell, long size, List<Integer> threads, int depth) {
    return new Plan(cell, size, List.of(Operation.values()), BLOCKS, threads, depth);
  }
}
