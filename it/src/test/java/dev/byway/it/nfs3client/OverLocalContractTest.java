package dev.byway.it.nfs3client;

import dev.byway.client.NfsMount;
import dev.byway.client.NfsUrl;
import dev.byway.it.localio.Privilege;
import dev.byway.server.NfsServer;
import dev.byway.vfs.Vfs;
import dev.byway.vfs.local.LocalVfs;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// The contract over the wire, on a directory served as its callers.
class OverLocalContractTest extends NfsContract {
  @TempDir Path temp;

  @BeforeEach
  void asRoot() throws Exception {
    Privilege.assumeRoot();
  }

  @Override
  protected NfsServer serve() throws Exception {
    Path served = Files.createTempDirectory(temp, "served");
    return Loopback.serve(LocalVfs.open(served, LocalVfs.Options.DEFAULT)).server();
  }

  @Override
  protected Vfs mount(NfsUrl url) throws Exception {
    return NfsMount.openWire(url);
  }
}
