package dev.byway.vfs.testkit;

import dev.byway.vfs.Vfs;
import dev.byway.vfs.memory.MemoryLimits;
import dev.byway.vfs.memory.MemoryVfs;

/// The reference room keeps every promise.
class MemoryVfsTest extends VfsContract {
  @Override
  protected Vfs create() {
    return new MemoryVfs(MemoryLimits.DEFAULT.withLinks(1000));
  }
}
