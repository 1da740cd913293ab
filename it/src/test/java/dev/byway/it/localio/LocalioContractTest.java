package dev.byway.it.localio;

import dev.byway.client.NfsMount;
import dev.byway.client.NfsUrl;
import dev.byway.client.localio.LocalioOptions;
import dev.byway.it.nfs3client.NfsContract;
import dev.byway.server.NfsServer;
import dev.byway.server.export.ClientRule;
import dev.byway.server.export.ExportSpec;
import dev.byway.server.export.LocalioPolicy;
import dev.byway.server.export.Squash;
import dev.byway.vfs.Vfs;
import dev.byway.vfs.local.LocalVfs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// The contract, with every file that can be read and written directly read and written directly.
class LocalioContractTest extends NfsContract {
  @TempDir Path temp;

  @BeforeEach
  void asRoot() throws Exception {
    Privilege.assumeRoot();
  }

  @Override
  protected NfsServer serve() throws Exception {
    Path served = Files.createTempDirectory(temp, "served");
    ExportSpec spec =
        ExportSpec.of("/room", "room")
            .withClients(ClientRule.DEFAULT.withSquash(Squash.NONE))
            .withSync(false)
            .withLocalio(LocalioPolicy.TRUST);
    return NfsServer.builder()
        .export(spec, LocalVfs.open(served, LocalVfs.Options.DEFAULT))
        .start();
  }

  @Override
  protected Vfs mount(NfsUrl url) throws Exception {
    return NfsMount.open(url, LocalioOptions.defaults().withFolders(List.of()));
  }

  @Override
  protected int largeDirectory() {
    return 1000;
  }
}
