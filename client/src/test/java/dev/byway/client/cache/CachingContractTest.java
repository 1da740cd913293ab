package dev.byway.client.cache;

import dev.byway.vfs.Vfs;
import dev.byway.vfs.memory.MemoryLimits;
import dev.byway.vfs.memory.MemoryVfs;
import dev.byway.vfs.testkit.VfsContract;
import dev.byway.vfs.testkit.Weakening;
import java.util.EnumSet;
import java.util.Set;

/// The contract, through a cache over memory.
class CachingContractTest extends VfsContract {
  @Override
  protected Vfs create() {
    var memory = new MemoryVfs(MemoryLimits.DEFAULT.withLinks(1000));
    return new CachingVfs(memory, Caches.OPTIONS);
  }

  @Override
  protected Set<Weakening> weakenings() {
    return EnumSet.of(
        Weakening.CHANGES_UNKNOWN, Weakening.CHANGES_NOT_ATOMIC, Weakening.CHANGE_IS_A_CLOCK);
  }

  @Override
  protected int largeDirectory() {
    return 20_000;
  }
}
