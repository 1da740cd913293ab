package dev.byway.it.ninep;

import dev.byway.vfs.Vfs;
import dev.byway.vfs.memory.MemoryVfs;

/// The contract over 9P, in memory.
class OverMemoryContractTest extends NinepContract {
  @Override
  protected Vfs served() {
    return new MemoryVfs();
  }
}
