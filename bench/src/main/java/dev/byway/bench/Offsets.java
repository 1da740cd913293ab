package dev.byway.bench;

/// Where the operations go: one block after the other from a first one, or all over the file.
final class Offsets {
  private final boolean random;
  private final int block;
  private final long blocks;
  private long state;

  Offsets(boolean random, int block, long size, long first) {
    this.random = random;
    this.block = block;
    this.blocks = size / block;
    this.state = random ? first * 0x9e3779b97f4a7c15L + 0x2545f4914f6cdd1dL : first;
  }

  /// Byte offset of the next block.
  long next() {
    if (!random) {
      return state++ % blocks * block;
    }
    state ^= state << 13;
    state ^= state >>> 7;
    state ^= state << 17;
    return (state >>> 1) % blocks * block;
  }
}
