package dev.byway.it.nfs3client;

import dev.byway.client.NfsMount;
import dev.byway.client.NfsUrl;
import dev.byway.vfs.Vfs;
import dev.byway.vfs.memory.MemoryVfs;
import dev.byway.vfs.testkit.VfsContract;
import dev.byway.vfs.testkit.Weakening;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/// The contract, through the cache of an NFSv3 client, and a server, in memory.
class CachedContractTest extends VfsContract {
  private @Nullable Loopback loopback;

  @Override
  protected Vfs create() throws Exception {
    loopback = Loopback.serve(new MemoryVfs());
    return mount(loopback);
  }

  static Vfs mount(Loopback loopback) throws IOException {
    NfsUrl url = loopback.url();
    Map<String, String> options = Map.of("localio", "off", "cachesize", "8", "workers", "4");
    return NfsMount.open(new NfsUrl(url.user(), url.host(), url.port(), url.path(), options));
  }

  @Override
  protected @Nullable Vfs createAgain(Vfs closed) throws Exception {
    return loopback == null ? null : mount(loopback);
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
        Weakening.LONG_HANDLES);
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
