package dev.byway.it.nfs3client;

import dev.byway.client.NfsMount;
import dev.byway.client.NfsUrl;
import dev.byway.server.NfsServer;
import dev.byway.vfs.Vfs;
import dev.byway.vfs.memory.MemoryVfs;

/// The contract over the wire, in memory.
class OverMemoryContractTest extends NfsContract {
  @Override
  protected NfsServer serve() throws Exception {
    return Loopback.serve(new MemoryVfs()).server();
  }

  @Override
  protected Vfs mount(NfsUrl url) throws Exception {
    return NfsMount.openWire(url);
  }

  @Override
  protected int largeDirectory() {
    return 20_000;
  }
}
