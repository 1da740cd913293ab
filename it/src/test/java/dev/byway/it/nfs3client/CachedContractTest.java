package dev.byway.it.nfs3client;

import dev.byway.client.NfsUrl;
import dev.byway.server.NfsServer;
import dev.byway.vfs.Vfs;
import dev.byway.vfs.memory.MemoryVfs;
import dev.byway.vfs.testkit.Weakening;
import java.util.Set;

/// The contract over the wire through the cache, in memory.
class CachedContractTest extends NfsContract {
  @Override
  protected NfsServer serve() throws Exception {
    return Loopback.serve(new MemoryVfs()).server();
  }

  @Override
  protected Vfs mount(NfsUrl url) throws Exception {
    return Loopback.cached(url);
  }

  /// The cache puts together what the wire takes apart.
  @Override
  protected Set<Weakening> weakenings() {
    Set<Weakening> all = super.weakenings();
    all.remove(Weakening.WRITES_NOT_ATOMIC);
    return all;
  }
}
