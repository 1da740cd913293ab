package dev.byway.it.nfs3client;

import dev.byway.it.localio.Privilege;
import dev.byway.vfs.Vfs;
import dev.byway.vfs.local.LocalVfs;
import dev.byway.vfs.testkit.VfsContract;
import dev.byway.vfs.testkit.Weakening;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// The contract, through an NFSv3 client and server, on a directory served as its callers.
class OverLocalContractTest extends VfsContract {
  /// What NFSv3 takes away from any room.
  static final Set<Weakening> NFS3 =
      Set.of(
          Weakening.CHANGES_UNKNOWN,
          Weakening.CHANGES_NOT_ATOMIC,
          Weakening.CHANGE_IS_A_CLOCK,
          Weakening.TIMES_ARE_32_BIT,
          Weakening.UNLINKED_OPEN_FILES_HIDE,
          Weakening.OPEN_FILES_LOSE_RIGHTS,
          Weakening.SIXTEEN_GROUPS,
          Weakening.WRITES_NOT_ATOMIC,
          Weakening.LONG_HANDLES);

  @TempDir Path temp;
  private @Nullable Loopback loopback;

  @BeforeEach
  void asRoot() throws Exception {
    Privilege.assumeRoot();
  }

  @Override
  protected Vfs create() throws Exception {
    Path served = Files.createTempDirectory(temp, "served");
    loopback = Loopback.serve(LocalVfs.open(served, LocalVfs.Options.DEFAULT));
    return loopback.mount();
  }

  @Override
  protected @Nullable Vfs createAgain(Vfs closed) throws Exception {
    return loopback == null ? null : loopback.mount();
  }

  @Override
  protected Set<Weakening> weakenings() {
    return EnumSet.copyOf(NFS3);
  }

  @Override
  protected int largeDirectory() {
    return 5_000;
  }

  @AfterEach
  void stop() {
    if (loopback != null) {
      loopback.close();
    }
  }
}
