package dev.byway.it.nfs3client;

import dev.byway.vfs.Vfs;
import dev.byway.vfs.memory.MemoryVfs;
import dev.byway.vfs.testkit.VfsContract;
import dev.byway.vfs.testkit.Weakening;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/// The contract, through an NFSv3 client and server, in memory.
class OverMemoryContractTest extends VfsContract {
  private @Nullable Loopback loopback;

  @Override
  protected Vfs create() throws Exception {
    loopback = Loopback.serve(new MemoryVfs());
    return loopback.mount();
  }

  @Override
  protected @Nullable Vfs createAgain(Vfs closed) throws Exception {
    return loopback == null ? null : loopback.mount();
  }

  @Override
  protected Set<Weakening> weakenings() {
    return EnumSet.of(
        Weakening.CHANGES_UNKNOWN,
        Weakening.CHANGES_NOT_ATOMIC,
        Weakening.CHANGE_IS_A_CLOCK,
        Weakening.TIMES_ARE_32_BIT,
        Weakening.UNLINKED_OPEN_FILES_HIDE,
        Weakening.OPEN_FILES_LOSE_RIGHTS,
        Weakening.SIXTEEN_GROUPS,
        Weakening.WRITES_NOT_ATOMIC,
        Weakening.LONG_HANDLES);
  }

  @Override
  protected int largeDirectory() {
    return 20_000;
  }

  @AfterEach
  void stop() {
    if (loopback != null) {
      loopback.close();
    }
  }
}
