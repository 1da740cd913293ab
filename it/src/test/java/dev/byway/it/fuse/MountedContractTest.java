package dev.byway.it.fuse;

import dev.byway.vfs.Vfs;
import dev.byway.vfs.local.LocalVfs;
import dev.byway.vfs.memory.MemoryVfs;
import dev.byway.vfs.testkit.VfsContract;
import dev.byway.vfs.testkit.Weakening;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;

/// The contract on the far side of the kernel: a mounted room, and the mount as a room.
class MountedContractTest extends VfsContract {
  private final List<Mounted> mounted = new ArrayList<>();

  @BeforeEach
  void assumePossible() throws Exception {
    Mounted.assumePossible();
  }

  @Override
  protected Vfs create() throws Exception {
    Mounted.assumePossible();
    mounted.add(Mounted.of(new MemoryVfs()));
    return LocalVfs.open(mounted.getLast().place(), LocalVfs.Options.DEFAULT);
  }

  @Override
  protected Set<Weakening> weakenings() {
    return EnumSet.of(
        Weakening.WRITES_NOT_ATOMIC, Weakening.FOUND_NODES_MAY_BE_GONE, Weakening.READS_WAIT);
  }

  @Override
  protected int largeDirectory() {
    return 5_000;
  }

  @Override
  protected void cleanUp() throws Exception {
    for (Mounted each : mounted) {
      each.close();
    }
    mounted.clear();
  }
}
